package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

class RunCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void aWrongKeyOfTheConfigurationIsSaidWithItsLineAndTheNearestOne() throws Exception {
        Path config = Files.writeString(folder.resolve("aml.yaml"), "job: {name: aml}\nkafka: {bootstrapServer: x}\n");
        Cli result = finai("run", "aml", "--config", config.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("aml.yaml:2:").contains("bootstrapServers");
    }

    /** SIGTERM here, because it can be raised where there is no terminal; Ctrl-C is handled by the same code. */
    @Test
    @Tag("matrix")
    void aSignalStopsItWithASavepointFromWhichItGoesOnAtAnotherParallelism() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, DataOnClose.DROP);
                EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bucket"))) {
            Path config = Files.writeString(
                    folder.resolve("aml.yaml"),
                    "kafka: {bootstrapServers: \"" + kafka.bootstrapServers()
                            + "\"}\narchive: {location: \"s3://bucket/archive\"}\n");
            List<String> command = new ArrayList<>(List.of(
                    "run",
                    "aml",
                    "--config",
                    config.toString(),
                    "--flink-port",
                    "0",
                    "--s3-endpoint",
                    s3.endpoint().toString(),
                    "-D",
                    "s3.access-key=" + EmbeddedS3.ACCESS_KEY,
                    "-D",
                    "s3.secret-key=" + EmbeddedS3.SECRET_KEY,
                    "-D",
                    "execution.checkpointing.interval=5s"));
            String first = runAndStop(command);
            assertThat(first).contains("savepoint: s3://bucket/savepoints/savepoint-");
            String savepoint = first.lines()
                    .filter(line -> line.startsWith("savepoint: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("savepoint: ".length());

            command.addAll(List.of("-D", "parallelism.default=3", "--from-savepoint", savepoint));
            String second = runAndStop(command);
            assertThat(second)
                    .contains("savepoint: s3://bucket/savepoints/savepoint-")
                    .doesNotContain(savepoint);
        }
    }

    private static String runAndStop(List<String> command) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> Finai.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(command.toArray(String[]::new)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!out.toString().contains("running; Ctrl-C")) {
            assertThat(exitCode).as(out + err.toString()).isNotDone();
            assertThat(System.nanoTime()).as("it does not run: " + out).isLessThan(deadline);
            Thread.sleep(200);
        }
        Signal.raise(new Signal("TERM"));
        assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        return out.toString();
    }
}
