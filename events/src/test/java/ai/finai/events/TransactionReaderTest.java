package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionReaderTest {

    private static final Origin ORIGIN = new Origin("transactions", 3, 120_881);
    private static final long NOW = Instants.parse("2026-01-05T10:16:00Z");

    private final TransactionReader reader = new TransactionReader(Duration.ofMinutes(5), RateTable.none("USD"));

    @Test
    void theSampleRecordIsAccepted() {
        Received<Transaction> received = read("""
                {"transactionId":"T1","eventTime":"2026-01-05T10:15:30Z","amount":"9500.00","currency":"USD","channel":"cash",
                 "debtorAccount":null,"creditorAccount":"A2","debtorName":null,"creditorName":"Zoë","debtorCountry":"US",
                 "creditorCountry":"us","debtorAgent":null,"creditorAgent":"BANKUS33","purpose":"rent\\nMay","x":[{"y":1}]}""");
        assertThat(received.rejected()).isNull();
        assertThat(received.event())
                .isEqualTo(new Transaction(
                        "T1",
                        Instants.parse("2026-01-05T10:15:30Z"),
                        950_000,
                        "USD",
                        "CASH",
                        null,
                        "A2",
                        null,
                        "Zoë",
                        "US",
                        "US",
                        null,
                        "BANKUS33",
                        "rent\nMay",
                        ORIGIN));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Transaction transaction = new Transaction(
                "T\"1", NOW + 7, 5, "KWD", null, "Ä1", null, "名前 😀", null, null, null, null, null, "a\tb\\", ORIGIN);
        byte[] bytes = new TransactionJson().write(transaction);
        assertThat(read(bytes).event()).isEqualTo(transaction);
    }

    private Received<Transaction> read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private Received<Transaction> read(byte[] bytes) {
        return reader.read(null, bytes, ORIGIN, NOW);
    }
}
