package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever waits at a terminal is told soon that the S3 server is not there. */
class S3ServerTest {

    @TempDir
    static Path folder;

    static Stream<List<String>> commandsThatReadS3() {
        return Stream.of(
                List.of("chart", "AAPL", "--input", "s3://bank/archive"),
                List.of("state", "list", "--snapshots", "s3://bank/checkpoints"),
                List.of("state", "query", "latest", "select 1", "--snapshots", "s3://bank/checkpoints"),
                List.of("state", "as-of", "2026-01-05T10:00:00Z", "select 1", "--snapshots", "s3://bank/checkpoints"),
                List.of("state", "tables", "s3://bank/savepoints/savepoint-1"),
                List.of("state", "diff", "s3://bank/savepoints/a", "s3://bank/savepoints/b", "--table", "t"),
                List.of("state", "cache", "list", "--cache", "s3://bank/cache"),
                List.of("model", "list", "--registry", "s3://bank/models"),
                List.of("backtest", "--input", "s3://bank/payments.csv", "--output", folder.toString()),
                List.of("backtest", "market", "--input", "s3://bank/bars.csv", "--output", folder.toString()));
    }

    @ParameterizedTest
    @MethodSource("commandsThatReadS3")
    @Timeout(60)
    void whereNothingListensIsSaidAtOnce(List<String> command) throws Exception {
        String endpoint = "http://127.0.0.1:" + freePort();
        Cli result = finai(at(command, endpoint));
        assertThat(result.err())
                .hasLineCount(1)
                .contains("no S3 server at " + endpoint + ": nothing listens there")
                .contains("--s3-endpoint");
        assertThat(result.exitCode()).isEqualTo(ExitCode.MISSING);
    }

    @Test
    @Timeout(60)
    void aServerThatTakesConnectionsAndNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String endpoint = "http://127.0.0.1:" + silent.getLocalPort();
            Cli result = finai("chart", "AAPL", "--input", "s3://bank/archive", "--s3-endpoint", endpoint);
            assertThat(result.err()).hasLineCount(1).contains(endpoint).contains("does not answer within 10 s");
            assertThat(result.exitCode()).isEqualTo(ExitCode.MISSING);
        }
    }

    @Test
    void aMachineThatNobodyKnowsIsNamed() {
        Cli result =
                finai("chart", "AAPL", "--input", "s3://bank/archive", "--s3-endpoint", "http://nowhere.invalid:9000");
        assertThat(result.err()).contains("no machine is called nowhere.invalid");
        assertThat(result.exitCode()).isEqualTo(ExitCode.MISSING);
    }

    @Test
    void whatIsNoAddressOfAServerIsSaidWithAnExample() {
        Cli result = finai("chart", "AAPL", "--input", "s3://bank/archive", "--s3-endpoint", "ftp://a b");
        assertThat(result.err()).contains("'ftp://a b' is no S3 server").contains("such as http://");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private static String[] at(List<String> command, String endpoint) {
        return Stream.concat(command.stream(), Stream.of("--s3-endpoint", endpoint))
                .toArray(String[]::new);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
