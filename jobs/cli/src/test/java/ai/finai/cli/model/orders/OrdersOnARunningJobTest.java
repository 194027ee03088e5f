package ai.finai.cli.model.orders;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.cli.kafka.RecordSender;
import ai.finai.cli.kafka.TopicTail;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

@Tag("matrix")
class OrdersOnARunningJobTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Path config;

    @Test
    void aJobObeysWhatTheCommandsOrder() throws Exception {
        Path registry = folder.resolve("registry");
        for (byte[] model : List.of(
                MODEL.bytes(),
                MODEL.version("2").seed(8).bytes(),
                MODEL.version("3").baseCurrency("EUR").bytes())) {
            Path file = Files.write(folder.resolve("model.onnx"), model);
            assertThat(finai("model", "publish", "" + file, "--registry", "" + registry)
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, DataOnClose.DROP)) {
            config = Files.writeString(
                    folder.resolve("aml.yaml"),
                    "kafka: {bootstrapServers: \"" + broker.bootstrapServers() + "\"}\nevents: {outOfOrderness: 0s}\n"
                            + "archive: {location: \"file://" + folder.resolve("archive") + "\"}\n");
            StringWriter out = new StringWriter();
            CompletableFuture<Integer> job = start(out);

            assertThat(ok("activate", "account-lstm/1", "--registry", "" + registry))
                    .contains("all 2 of 2 subtasks of aml: champion is account-lstm/1");
            assertThat(ok("shadow", "account-lstm/2", "--registry", "" + registry))
                    .contains("challenger is account-lstm/2");
            assertThat(scored()).contains("\"model\":\"account-lstm/1\"", "\"model\":\"account-lstm/2\"");

            Cli refused = model("activate", "account-lstm/3", "--registry", "" + registry);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains("REFUSED: the model takes amounts in EUR");
            assertThat(ok("rollback")).contains("champion is account-lstm/1");
            assertThat(ok("deactivate")).contains("champion is the configured model");
            assertThat(ok("shadow", "--off")).contains("challenger is none");
            assertThat(ok("status")).containsPattern("aml +1 of 2 +challenger +none +ACTIVE");

            Signal.raise(new Signal("TERM"));
            assertThat(job.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(out.toString())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private CompletableFuture<Integer> start(StringWriter out) throws InterruptedException {
        CompletableFuture<Integer> job = CompletableFuture.supplyAsync(() -> Finai.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "run",
                        "aml",
                        "--config",
                        config.toString(),
                        "--flink-port",
                        "0",
                        "-D",
                        "parallelism.default=2",
                        "-D",
                        "execution.checkpointing.interval=1s"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!out.toString().contains("running; Ctrl-C")) {
            assertThat(job).as(out.toString()).isNotDone();
            assertThat(System.nanoTime()).as("it does not run: " + out).isLessThan(deadline);
            Thread.sleep(200);
        }
        return job;
    }

    /** What is said of the first of some payments; the later ones bring event time on. */
    private String scored() throws Exception {
        KafkaConfig kafka = AmlConfigFile.read(config).kafka();
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (TopicTail scores = TopicTail.of(kafka, AmlTopics.of(kafka).modelScores())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; System.nanoTime() < deadline; i++) {
                String payment = "{\"transactionId\":\"T" + i + "\",\"eventTime\":\"" + time.plusSeconds(i)
                        + "\",\"amount\":\"10.00\",\"currency\":\"USD\",\"debtorAccount\":\"A1\"}";
                RecordSender.send(
                        kafka,
                        AmlTopics.of(kafka).transactions(),
                        new byte[] {(byte) i},
                        payment.getBytes(StandardCharsets.UTF_8));
                for (var record : scores.next(Duration.ofMillis(500))) {
                    return new String(record.value(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("nothing was scored");
    }

    private String ok(String... arguments) {
        Cli result = model(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.OK);
        return result.out();
    }

    private Cli model(String... arguments) {
        List<String> command = new ArrayList<>(List.of("model"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--config", config.toString()));
        return finai(command.toArray(String[]::new));
    }
}
