package ai.finai.cli.demo;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void whatWasSentIsArchivedOrAccountedForAndTheSummarySaysSo() {
        Cli demo = finai(
                "demo",
                "--headless",
                "--for",
                "PT20S",
                "--output",
                "json",
                "--kafka-port",
                "0",
                "--s3-port",
                "0",
                "--flink-port",
                "0");

        assertThat(demo.exitCode()).as(demo.err()).isEqualTo(ExitCode.OK);
        assertThat(demo.out().lines()).hasSize(1);
        assertThat(demo.out().strip())
                .matches(
                        "\\{\"transactions\":[1-9]\\d*,\"alerts\":\\{\"model\":\\d+,\"rapid-transfer\":\\d+,\"structuring\":\\d+},"
                                + "\"deadLetters\":[1-9]\\d*,\"duplicates\":[1-9]\\d*,\"late\":\\d+,\"archived\":[1-9]\\d*,"
                                + "\"market\":\\{\"records\":[1-9]\\d*,\"alerts\":\\{[^}]*},\"withdrawn\":\\d+,\"deadLetters\":[1-9]\\d*,"
                                + "\"duplicates\":[1-9]\\d*,\"late\":\\d+,\"archived\":[1-9]\\d*},"
                                + "\"checkpoints\":[1-9]\\d*,\"balanced\":true}");
        assertThat(demo.err()).contains("Kafka     127.0.0.1:").contains("Flink UI  http://");
    }

    @Test
    void aTakenPortIsSaidWithTheOptionThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli demo = finai(
                    "demo",
                    "--headless",
                    "--for",
                    "PT1S",
                    "--kafka-port",
                    "0",
                    "--s3-port",
                    Integer.toString(taken.getLocalPort()),
                    "--flink-port",
                    "0");
            assertThat(demo.exitCode()).isEqualTo(ExitCode.MISSING);
            assertThat(demo.err().lines()).hasSize(1);
            assertThat(demo.err()).contains("port " + taken.getLocalPort()).contains("--s3-port");
        }
    }

    @Test
    void aFolderWithFilesInItIsNotUsed() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        Cli demo = finai("demo", "--keep", folder.toString());
        assertThat(demo.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(demo.err()).contains("not empty");
        assertThat(folder.resolve("mine.txt")).exists();
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThat(finai("demo", "--rate", "0").err()).contains("--rate is 0; it must be from 1 to 100000");
    }
}
