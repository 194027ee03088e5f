package ai.finai.cli.backtest;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Finai;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.archive.S3FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as its keys come from the environment. */
@Tag("matrix")
class BacktestFromS3Test {

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void aFileOnS3GivesWhatTheSameFileGivesHere() throws Exception {
        Path payments = folder.resolve("payments.jsonl.gz");
        finai(
                "generate",
                "--accounts",
                "200",
                "--days",
                "5",
                "--scenarios",
                "structuring=3",
                "--output",
                "" + payments);
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bank"))) {
            put(s3, payments, "s3://bank/in/payments.jsonl.gz");

            assertThat(backtest(s3, "s3://bank/in/payments.jsonl.gz", "there")).isZero();
            assertThat(backtest(s3, payments.toString(), "here")).isZero();
            assertThat(backtest(s3, "s3://bank/in/none.jsonl", "none")).isEqualTo(2);
        }
        for (String result : List.of("alerts.jsonl", "dead-letters.jsonl", "summary.json")) {
            assertThat(folder.resolve("there").resolve(result))
                    .hasSameBinaryContentAs(folder.resolve("here").resolve(result));
        }
        assertThat(folder.resolve("there/alerts.jsonl")).isNotEmptyFile();
    }

    private static void put(EmbeddedS3 s3, Path file, String to) throws IOException {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        S3FileSystem.HADOOP.initialise(
                flink, Path.of(System.getProperty("finai.root"), "jobs/pipelines/target/plugins"));
        var path = new org.apache.flink.core.fs.Path(to);
        try (FSDataOutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
            Files.copy(file, out);
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    private int backtest(EmbeddedS3 s3, String input, String output) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Dfinai.root=" + System.getProperty("finai.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Finai.class.getName()));
        command.addAll(List.of(
                "backtest", "--input", input, "--output", folder.resolve(output).toString()));
        command.addAll(List.of("--s3-endpoint", s3.endpoint().toString()));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output + ".log").toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        Process running = process.start();
        assertThat(running.waitFor(120, TimeUnit.SECONDS))
                .as(Files.readString(folder.resolve(output + ".log")))
                .isTrue();
        return running.exitValue();
    }
}
