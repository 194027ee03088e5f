package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** src/docs/topics.md and src/docs/models.md say what is true. */
class TopicsDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("finai.root"), "src/docs/topics.md");

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void everyReasonIsInTheTable(RejectionReason reason) throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("\n| `" + reason.code() + "` | ");
    }

    @Test
    void theSampleTransactionIsAccepted() throws IOException {
        String sample = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("{\"transactionId\""))
                .findFirst()
                .orElseThrow();
        Received<Transaction> received = new TransactionReader(Duration.ofMinutes(5), RateTable.none("USD"))
                .read(
                        null,
                        sample.getBytes(StandardCharsets.UTF_8),
                        new Origin("transactions", 0, 0),
                        TransactionReader.NO_TIMESTAMP);
        assertThat(received.rejected()).isNull();
    }

    @Test
    void theSampleAlertIsRead() throws IOException {
        String sample = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.contains("\"alertId\""))
                .findFirst()
                .orElseThrow();
        byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
        assertThat(AlertJson.write(AlertJson.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void theSampleModelScoreIsWhatIsWritten() throws IOException {
        ModelScore score = new ModelScore(
                "T1",
                Direction.CREDIT,
                "A2",
                Instant.parse("2026-01-05T10:15:30Z").toEpochMilli(),
                "account-lstm/1",
                0.0312f,
                "account-lstm/2",
                0.8125f);
        assertThat(Files.readAllLines(DOCUMENT.resolveSibling("models.md")))
                .contains(new String(ModelScoreJson.write(score), StandardCharsets.UTF_8));
    }
}
