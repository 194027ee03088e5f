package ai.finai.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetter;
import ai.finai.events.JsonWriter;
import ai.finai.events.Origin;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.TransactionReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row of a file is judged as the job judges the record of a topic: the same is taken, and refused for the same reason. */
class RowsAndRecordsAgreeTest {

    private static final Map<String, String> GOOD = new LinkedHashMap<>();

    static {
        GOOD.put("schemaVersion", "1");
        GOOD.put("transactionId", "T1");
        GOOD.put("eventTime", "2026-01-05T10:00:00Z");
        GOOD.put("amount", "9500.00");
        GOOD.put("currency", "USD");
        GOOD.put("channel", "CASH");
        GOOD.put("debtorAccount", "A1");
        GOOD.put("creditorAccount", "A2");
        GOOD.put("debtorName", "Ann");
        GOOD.put("creditorName", "Bob");
        GOOD.put("debtorCountry", "DE");
        GOOD.put("creditorCountry", "US");
        GOOD.put("debtorAgent", "DEUTDEFF");
        GOOD.put("creditorAgent", "CHASUS33");
        GOOD.put("purpose", "rent");
    }

    private static final List<String> VALUES = List.of(
            "",
            "x",
            "x".repeat(64),
            "x".repeat(65),
            "x".repeat(256),
            "x".repeat(257),
            "x".repeat(512),
            "x".repeat(513),
            "x".repeat(4096),
            "x".repeat(4097),
            "\uD83D\uDE00".repeat(256),
            "a b",
            "\u00A0a",
            "\u3000a\u3000",
            "\u0001a",
            "a\u0001",
            "\u001Fa",
            "a\u001F",
            "\u001C",
            "a\u000B",
            "a\u0000b",
            "a\tb",
            "a\nb",
            "\na",
            "a\n",
            "\u007F",
            "a\u0085b",
            "\u2028a",
            "a\u2029",
            "\u202Ea",
            "a\u2066",
            "\u200Ba",
            "a\uFEFF",
            "\\",
            "\"",
            "a,b",
            "1",
            "2",
            "0",
            "-1",
            "01",
            "1.0",
            "1.",
            "+1",
            "1e0",
            "true",
            "null",
            "1.00",
            "1.000",
            "1.001",
            "0.00",
            "1,00",
            ".5",
            "5.",
            "999999999999999999",
            "1234567890123456789",
            "0.0000000000000000000001",
            "Infinity",
            "0x1",
            "\u0661",
            "usd",
            "EUR",
            "JPY",
            "XXX",
            "USDT",
            "DE",
            "de",
            "D",
            "DEU",
            "\u00C4\u00D6",
            "1969-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
            "10000-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "-2026-01-05T10:00:00Z",
            "2026-01-05T10:00:00.123456789Z",
            "2026-01-05T10:00:00.9999Z",
            "2026-01-05T10:00:00",
            "2026-01-05",
            "2026-02-30T00:00:00Z",
            "2026-01-05T24:00:00Z",
            "2026-01-05T23:59:60Z",
            "2026-01-05T10:00:00+14:00",
            "2026-01-05T10:00:00+19:00",
            "2026-01-05t10:00:00z",
            "2026-01-05 10:00:00Z",
            "1767607200");

    private final TransactionReader reader = new TransactionReader(Duration.ZERO, RateTable.none("USD"));
    private final TransactionJson json = new TransactionJson();

    static List<String> fields() {
        return List.copyOf(GOOD.keySet());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whateverAFieldHolds(String field) throws IOException {
        for (String value : VALUES) {
            Map<String, String> fields = new LinkedHashMap<>(GOOD);
            fields.put(field, value);
            assertThat(verdict(row(fields)))
                    .as(field + " = "
                            + value.codePoints()
                                    .limit(40)
                                    .mapToObj(c -> String.format("%04X", c))
                                    .toList())
                    .isEqualTo(verdict(record(fields)));
        }
    }

    @Test
    void aRowThatIsRefusedIsKeptAsItStandsWithItsLine() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(GOOD);
        fields.put("schemaVersion", "2");
        DeadLetter letter = Objects.requireNonNull(row(fields).rejected());
        assertThat(letter.origin()).hasToString("input-0@2");
        assertThat(letter.sentence()).startsWith("schemaVersion: \"2\" is not read by this release");
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).startsWith("\"2\",\"T1\"");
    }

    /** What a person sees as an empty margin of a table is none of the text. */
    @Test
    void blanksAndTabsAroundACellAreNoneOfIt() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(GOOD);
        fields.put("debtorAccount", " \tA1 ");
        assertThat(verdict(row(fields))).isEqualTo(verdict(record(GOOD)));
    }

    @Test
    void halfASurrogatePairThatAMappingBringsInCostsTheRowAndNotTheCommand(@TempDir Path folder) throws IOException {
        Path mapping = Files.writeString(folder.resolve("half.yaml"), """
                fields:
                  transactionId: {column: id}
                  eventTime: {column: at}
                  amount: {column: amount}
                  currency: {constant: USD}
                  debtorAccount: {column: account}
                  channel: {column: channel, values: {X: "\\uD83D"}}
                """);
        byte[] rows =
                "id,at,amount,account,channel\nT1,2026-01-05T10:00:00Z,1.00,A,X\nT2,2026-01-05T10:00:00Z,1.00,A,Y\n"
                        .getBytes(StandardCharsets.UTF_8);
        try (PaymentRows read =
                PaymentFiles.of(mapping.toString()).read(new ByteArrayInputStream(rows), "rows.csv", 0, reader)) {
            DeadLetter letter =
                    Objects.requireNonNull(Objects.requireNonNull(read.next()).rejected());
            assertThat(letter.sentence()).contains("half a surrogate pair");
            assertThat(Objects.requireNonNull(read.next()).isAccepted()).isTrue();
        }
    }

    private String verdict(Received<Transaction> received) {
        Transaction taken = received.event();
        DeadLetter refused = received.rejected();
        return taken != null
                ? new String(json.write(taken), StandardCharsets.UTF_8)
                : Objects.requireNonNull(refused).reason() + ": " + refused.sentence();
    }

    private Received<Transaction> row(Map<String, String> fields) throws IOException {
        String csv = String.join(",", fields.keySet()) + "\n"
                + fields.values().stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","));
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        try (PaymentRows rows =
                PaymentFiles.of(null).read(new ByteArrayInputStream(bytes), "payments.csv", 0, reader)) {
            return Objects.requireNonNull(rows.next());
        }
    }

    private Received<Transaction> record(Map<String, String> fields) {
        JsonWriter record = new JsonWriter().startObject();
        fields.forEach((name, value) -> {
            if (name.equals("schemaVersion") && value.matches("0|-?[1-9]\\d{0,99}")) {
                record.name(name).number(value);
            } else {
                record.name(name).text(value);
            }
        });
        return reader.read(
                null, record.endObject().toBytes(), new Origin("transactions", 0, 0), TransactionReader.NO_TIMESTAMP);
    }
}
