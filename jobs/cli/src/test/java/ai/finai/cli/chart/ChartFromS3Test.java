package ai.finai.cli.chart;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.archive.SymbolStory;
import ai.finai.jobs.archive.WrittenArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as its keys come from the environment. */
@Tag("matrix")
class ChartFromS3Test {

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void anArchiveOnS3GivesWhatTheSameArchiveGivesHere() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 40).writeTo(folder.resolve("archive"));
        Path here = folder.resolve("here.svg");
        finai("chart", "AAPL", "--input", folder.resolve("archive").toString(), "--output", here.toString());
        Path there = folder.resolve("there.svg");
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bank"))) {
            put(s3, story);
            assertThat(chart(s3.endpoint(), "AAPL", there)).as(log()).isEqualTo(ExitCode.OK);
            assertThat(chart(s3.endpoint(), "APPL", there)).isEqualTo(ExitCode.USAGE);
            assertThat(log()).contains("no symbol APPL in s3://bank/archive; did you mean AAPL?");
        }
        assertThat(there).hasSameBinaryContentAs(here);
    }

    @Test
    @Timeout(180)
    void aServerThatFallsSilentAfterItsFirstAnswerIsGivenUpAndNamed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> answerOne(server));
            URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
            long began = System.nanoTime();
            assertThat(chart(endpoint, "AAPL", folder.resolve("there.svg")))
                    .as(log())
                    .isEqualTo(ExitCode.MISSING);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(90));
            assertThat(log()).contains("finai: the S3 server does not answer:").contains("--s3-endpoint");
            first.join();
        }
    }

    private static void answerOne(ServerSocket server) {
        try (Socket asked = server.accept()) {
            asked.getInputStream().read(new byte[4096]);
            asked.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(EmbeddedS3 s3, SymbolStory story) throws Exception {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        S3FileSystem.HADOOP.initialise(
                flink, Path.of(System.getProperty("finai.root"), "jobs/pipelines/target/plugins"));
        try {
            story.writeTo(WrittenArchive.at("s3://bank/archive"));
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    private int chart(URI endpoint, String symbol, Path output) throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfinai.root=" + System.getProperty("finai.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Finai.class.getName(),
                        "chart",
                        symbol,
                        "--input",
                        "s3://bank/archive",
                        "--output",
                        output.toString(),
                        "--s3-endpoint",
                        endpoint.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        Process running = process.start();
        assertThat(running.waitFor(120, TimeUnit.SECONDS)).as(log()).isTrue();
        return running.exitValue();
    }

    private String log() throws Exception {
        Path log = folder.resolve("output.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
