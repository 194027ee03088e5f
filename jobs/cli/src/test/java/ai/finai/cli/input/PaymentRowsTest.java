package ai.finai.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Shipped;
import ai.finai.events.DeadLetter;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentRowsTest {

    private static final String HEADER = "transactionId,eventTime,amount,currency,debtorAccount,purpose\n";
    private static final String JSON =
            "{\"transactionId\":\"%s\",\"eventTime\":\"2026-01-05T10:00:00Z\",\"amount\":\"1.00\",\"currency\":\"USD\",\"debtorAccount\":\"A\"}";

    @TempDir
    Path folder;

    @Test
    void quotedCellsMayHoldDelimitersQuotesAndLineEnds() throws IOException {
        List<Received<Transaction>> rows =
                csv(HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\"rent, \"\"May\"\"\nand June\"\r\n"
                        + "T2,2026-01-05T10:00:00Z,1.00,USD,A,\n");
        assertThat(transaction(rows.get(0)).purpose()).isEqualTo("rent, \"May\"\nand June");
        assertThat(transaction(rows.get(0)).origin()).hasToString("input-0@2");
        assertThat(transaction(rows.get(1)).purpose()).isNull();
        assertThat(transaction(rows.get(1)).origin()).hasToString("input-0@4");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRowAndNotTheFile() throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append("T1,2026-01-05T10:00:00Z,1.00,USD,A,\"open\n");
        for (int i = 2; i < 500; i++) {
            text.append("T").append(i).append(",2026-01-05T10:00:00Z,1.00,USD,A,rent\n");
        }
        List<Received<Transaction>> rows = csv(text.toString());
        assertThat(rejected(rows.get(0)).reason()).isEqualTo(RejectionReason.MALFORMED);
        assertThat(rejected(rows.get(0)).origin().offset()).isEqualTo(2);
        assertThat(rows).hasSize(499);
        assertThat(rows.subList(1, rows.size())).allMatch(Received<Transaction>::isAccepted);
    }

    @Test
    void aRowInAnotherEncodingIsADeadLetterOfItsOwnBytes() throws IOException {
        byte[] latin = "T1,2026-01-05T10:00:00Z,1.00,USD,A,Geb\u00fchr".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(HEADER.getBytes(StandardCharsets.UTF_8));
        bytes.write(latin);
        List<Received<Transaction>> rows = read(null, "payments.csv", bytes.toByteArray());
        assertThat(rejected(rows.get(0)).value()).isEqualTo(latin);
        assertThat(rejected(rows.get(0)).sentence()).contains("UTF-8").contains("encoding");

        Path mapping = Files.writeString(folder.resolve("latin.yaml"), """
                encoding: ISO-8859-1
                fields:
                  transactionId: {column: transactionId}
                  eventTime: {column: eventTime}
                  amount: {column: amount}
                  currency: {column: currency}
                  debtorAccount: {column: debtorAccount}
                  purpose: {column: purpose}
                """);
        assertThat(transaction(read(mapping.toString(), "payments.csv", bytes.toByteArray())
                                .get(0))
                        .purpose())
                .isEqualTo("Geb\u00fchr");
    }

    @Test
    void aHugeLineIsADeadLetterWithItsSizeAndHashAndTheNextOneIsRead() throws IOException {
        String huge = "{\"transactionId\":\"" + "x".repeat(3_000_000) + "\"}";
        List<Received<Transaction>> rows = read(
                null, "payments.jsonl", (huge + "\n" + JSON.formatted("T2") + "\n").getBytes(StandardCharsets.UTF_8));
        DeadLetter letter = rejected(rows.get(0));
        assertThat(letter.reason()).isEqualTo(RejectionReason.RECORD_TOO_LARGE);
        assertThat(letter.size()).isEqualTo(huge.length());
        assertThat(letter.value()).hasSize(DeadLetter.MAX_VALUE_BYTES);
        assertThat(letter.sha256()).hasSize(64);
        assertThat(transaction(rows.get(1)).origin().offset()).isEqualTo(2);
    }

    @Test
    void linesAroundTheLargestSizeAndTheBuffersEdgeAreReadWhole() throws IOException {
        for (int size : new int[] {(1 << 17) - 1, 1 << 17, (1 << 17) + 1, TransactionReader.MAX_RECORD_BYTES}) {
            String padding = " ".repeat(size - JSON.formatted("T1").length());
            String text = JSON.formatted("T1") + padding + "\r\n" + JSON.formatted("T2");
            List<Received<Transaction>> rows = read(null, "payments.jsonl", text.getBytes(StandardCharsets.UTF_8));
            assertThat(rows).as("line of " + size).hasSize(2).allMatch(Received<Transaction>::isAccepted);
        }
        String tooLong = JSON.formatted("T1")
                + " "
                        .repeat(TransactionReader.MAX_RECORD_BYTES
                                + 1
                                - JSON.formatted("T1").length());
        assertThat(rejected(read(null, "p.jsonl", tooLong.getBytes(StandardCharsets.UTF_8))
                                .get(0))
                        .size())
                .isEqualTo(TransactionReader.MAX_RECORD_BYTES + 1);
    }

    @Test
    void whatAFileIsIsFoundOut() throws IOException {
        byte[] json = ("\n\n" + JSON.formatted("T1") + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] csv = ("\uFEFF" + HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\n").getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("payments", "payments.dat", "payments.gz")) {
            assertThat(read(null, name, json)).as(name).hasSize(1).allMatch(Received<Transaction>::isAccepted);
            assertThat(read(null, name, csv)).as(name).hasSize(1).allMatch(Received<Transaction>::isAccepted);
            assertThat(read(null, name, gzip(json))).as(name).hasSize(1).allMatch(Received<Transaction>::isAccepted);
            assertThat(read(null, name, gzip(csv))).as(name).hasSize(1).allMatch(Received<Transaction>::isAccepted);
        }
        assertThat(read(null, "payments.jsonl", new byte[0])).isEmpty();
    }

    @Test
    void aMappingJoinsReplacesCountsAndReadsTimes() throws IOException {
        Path mapping = Files.writeString(folder.resolve("bank.yaml"), """
                delimiter: ";"
                fields:
                  transactionId: {rowNumber: "bank-"}
                  eventTime: {column: when, format: "dd.MM.yyyy HH:mm", zone: Europe/Berlin}
                  amount: {column: amount, round: true}
                  currency: {constant: JPY}
                  channel: {column: "#3", values: {Bar: CASH}}
                  creditorAccount: {join: [bank, account], separator: "/"}
                """);
        List<Received<Transaction>> rows = read(
                mapping.toString(),
                "bank.txt",
                "when;amount;how;bank;account\n05.07.2026 10:15;12.5;Bar;1;2\n30.02.2026 10:15;1;Bar;1;2\n"
                        .getBytes(StandardCharsets.UTF_8));
        Transaction first = transaction(rows.get(0));
        assertThat(first.transactionId()).isEqualTo("bank-0-2");
        assertThat(Instant.ofEpochMilli(first.eventTime())).isEqualTo("2026-07-05T08:15:00Z");
        assertThat(first.amount()).isEqualTo(12); // half to even
        assertThat(first.channel()).isEqualTo("CASH");
        assertThat(first.creditorAccount()).isEqualTo("1/2");
        assertThat(rejected(rows.get(1)).reason()).isEqualTo(RejectionReason.INVALID_EVENT_TIME);
    }

    @Test
    void aMappingFileIsCheckedAsAWhole() throws IOException {
        Path mapping = Files.writeString(folder.resolve("wrong.yaml"), """
                delimiter: "||"
                fields:
                  transactionId: {column: id, constant: x}
                  eventTime: {column: t, format: "dd.MM.yyyy", unit: days}
                  amount: {colunm: a}
                  currency: {constant: USD}
                  debtor: {column: d}
                """);
        assertThatThrownBy(() -> PaymentFiles.of(mapping.toString()))
                .hasMessageContaining("wrong.yaml:3:")
                .hasMessageContaining("wrong.yaml:4:")
                .hasMessageContaining("column")
                .hasMessageContaining("debtorAccount");
        assertThatThrownBy(() -> PaymentFiles.of("nosuch"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("amlsim, amlworld");
    }

    @Test
    void aPatternTellsTheTimeOfDayAndTheZoneOrIsRefused() throws IOException {
        assertThat(time("dd.MM.yyyy hh:mm a", "05.07.2026 10:15 PM")).isEqualTo("2026-07-05T22:15:00Z");
        assertThat(time("yyyy-MM-dd HH:mm VV", "2026-07-05 10:15 America/New_York"))
                .isEqualTo("2026-07-05T14:15:00Z");
        assertThat(time("yyyy-MM-dd HH:mm z", "2026-07-05 10:15 PST")).isEqualTo("2026-07-05T17:15:00Z");
        assertThat(time("yyyy-MM-dd HH:mmXXX", "2026-07-05 10:15+02:00")).isEqualTo("2026-07-05T08:15:00Z");
        assertThat(time("yyyy-MM-ddXXX", "2026-07-05+02:00")).isEqualTo("2026-07-04T22:00:00Z");
        assertThat(time("yyyy-MM-dd", "2026-07-05")).isEqualTo("2026-07-05T00:00:00Z");
        assertThat(time("'day' yyyy-MM-dd", "day 2026-07-05")).isEqualTo("2026-07-05T00:00:00Z");
        assertThat(time("yyyy-MM-dd[ HH:mm]", "2026-07-05")).isNull();

        assertThatThrownBy(() -> time("dd.MM.yyyy hh:mm", "05.07.2026 10:15"))
                .hasMessageContaining("times.yaml:3:")
                .hasMessageContaining("'hh' counts to 12 and needs a; did you mean HH?");
        assertThatThrownBy(() -> time("yyyy-MM-dd K:mm", "2026-07-05 10:15")).hasMessageContaining("did you mean H?");
        for (String open : List.of("yyyy-mm-dd", "YYYY-MM-dd", "HH:mm", "yyyy-MM-dd mm:ss", "yyyy-MM")) {
            assertThatThrownBy(() -> time(open, "2026"))
                    .as(open)
                    .hasMessageContaining("'" + open + "' leaves the day or the time of day open");
        }
    }

    private @Nullable String time(String pattern, String text) throws IOException {
        Path mapping = Files.writeString(folder.resolve("times.yaml"), """
                fields:
                  transactionId: {rowNumber: t}
                  eventTime: {column: when, format: "%s"}
                  amount: {column: amount}
                  currency: {constant: USD}
                  debtorAccount: {constant: A}
                """.formatted(pattern));
        Received<Transaction> row = read(
                        mapping.toString(), "p.csv", ("when,amount\n" + text + ",1.00\n").getBytes(UTF_8))
                .get(0);
        if (row.event() == null) {
            assertThat(rejected(row).reason()).isEqualTo(RejectionReason.INVALID_EVENT_TIME);
            return null;
        }
        return Instant.ofEpochMilli(transaction(row).eventTime()).toString();
    }

    @Test
    void amountsAreReadAsACountryWritesThem() throws IOException {
        String german = "decimal: \",\", group: \".\"";
        assertThat(amount(german, "1.234.567,89")).isEqualTo(123_456_789);
        assertThat(amount(german, "1234,5")).isEqualTo(123_450);
        assertThat(amount(german, "12")).isEqualTo(1_200);
        assertThat(amount("decimal: \",\"", "1234,56")).isEqualTo(123_456);
        assertThat(amount("group: \",\"", "1,234.56")).isEqualTo(123_456);
        assertThat(amount("group: \"'\"", "1'234.56")).isEqualTo(123_456);
        assertThat(amount("decimal: \",\", group: \"\\u00a0\", round: true", "1\u00a0234,567"))
                .isEqualTo(123_457);

        for (String wrong :
                List.of("1.23", "1.2345,67", "12.34,56", "1234.567,00", "1,234.56", ",50", "1,", "1 234,5")) {
            assertThat(rejected(amountRow(german, wrong)).reason()).as(wrong).isEqualTo(RejectionReason.INVALID_AMOUNT);
            assertThat(rejected(amountRow(german, wrong)).sentence()).contains("1.234,56");
        }
        assertThat(rejected(amountRow("decimal: \",\"", "1.234,56")).sentence()).contains("1234,56");
        assertThat(rejected(amountRow(german, "-5,00")).sentence()).contains("is not positive");
        assertThat(rejected(amountRow(german, "5,001")).reason()).isEqualTo(RejectionReason.TOO_MANY_DECIMALS);

        for (String wrong : List.of("decimal: \"..\"", "decimal: \"1\"", "group: \".\"", "decimal: \"-\"")) {
            assertThatThrownBy(() -> amountRow(wrong, "1")).as(wrong).hasMessageContaining("amounts.yaml:4:");
        }
    }

    private long amount(String keys, String text) throws IOException {
        return transaction(amountRow(keys, text)).amount();
    }

    private Received<Transaction> amountRow(String keys, String text) throws IOException {
        Path mapping = Files.writeString(folder.resolve("amounts.yaml"), """
                fields:
                  transactionId: {rowNumber: t}
                  eventTime: {column: when}
                  amount: {column: amount, %s}
                  currency: {constant: EUR}
                  debtorAccount: {constant: A}
                """.formatted(keys));
        String row = "when,amount\n2026-01-05T10:00:00Z,\"" + text + "\"\n";
        return read(mapping.toString(), "p.csv", row.getBytes(UTF_8)).get(0);
    }

    @Test
    void theMappingInTheDocumentReadsWhatAGermanBankWrites() throws IOException {
        String document = Files.readString(Shipped.config("rates.csv").resolveSibling("../docs/commands.md"));
        String yaml = document.substring(document.indexOf("```yaml\n") + 8);
        Path mapping = Files.writeString(folder.resolve("bank.yaml"), yaml.substring(0, yaml.indexOf("```")));
        String file = "Reference;Booked;Amount;Type;Bank;Account;Payee\n"
                + "R1;05.07.2026 10:15;9.500,00;Barzahlung;1;2;B\u00fchler\n";
        Transaction payment = transaction(read(mapping.toString(), "b.csv", file.getBytes(StandardCharsets.ISO_8859_1))
                .get(0));
        assertThat(payment.amount()).isEqualTo(950_000);
        assertThat(payment.channel()).isEqualTo("CASH");
        assertThat(payment.creditorAccount()).isEqualTo("B\u00fchler");
    }

    @Test
    void anEncodingWhoseLinesEndOtherwiseIsRefused() throws IOException {
        for (String encoding : List.of("UTF-16", "UTF-16LE", "UTF-32", "IBM037", "IBM1047")) {
            Path mapping = Files.writeString(folder.resolve("wide.yaml"), """
                    encoding: %s
                    fields:
                      transactionId: {column: id}
                      eventTime: {column: t}
                      amount: {column: a}
                      currency: {constant: USD}
                    """.formatted(encoding));
            assertThatThrownBy(() -> PaymentFiles.of(mapping.toString()))
                    .as(encoding)
                    .hasMessageContaining("wide.yaml:1: encoding: ")
                    .hasMessageContaining("iconv -f " + encoding + " -t UTF-8");
        }
    }

    @Test
    void gzipFilesOneBehindTheOtherAreOneFileAndZerosBehindThemAreNothing() throws IOException {
        byte[] first = gzip((HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\n").getBytes(UTF_8));
        byte[] second = gzip("T2,2026-01-05T10:00:00Z,1.00,USD,A,\n".getBytes(UTF_8));
        assertThat(read(null, "p.csv", join(first, second))).hasSize(2);
        assertThat(read(null, "p.csv", join(first, second, new byte[70_000]))).hasSize(2);
    }

    @Test
    void whatStandsBehindGzipDataAndIsNoneIsNotTheEndOfTheFile() throws IOException {
        byte[] first = gzip((HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\n").getBytes(UTF_8));
        byte[] second = gzip("T2,2026-01-05T10:00:00Z,1.00,USD,A,\n".getBytes(UTF_8));
        byte[] damaged = join(first, "XXXXXXXXXX".getBytes(UTF_8), second);
        assertThatThrownBy(() -> read(null, "p.csv.gz", damaged))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("p.csv.gz: byte " + first.length + ": ")
                .hasMessageContaining("no gzip data");
        assertThatThrownBy(() -> read(null, "p.csv.gz", join(first, new byte[] {0, 0}, new byte[] {0x1F})))
                .hasMessageStartingWith("p.csv.gz: byte " + (first.length + 2) + ": ");

        byte[] wrong = join(first, second);
        wrong[first.length + second.length - 6] ^= 1; // in the check sum
        assertThatThrownBy(() -> read(null, "p.csv.gz", wrong)).hasMessageStartingWith("p.csv.gz: byte ");
        for (int cut = first.length + 1; cut < first.length + second.length; cut++) {
            byte[] start = Arrays.copyOf(join(first, second), cut);
            assertThatThrownBy(() -> read(null, "p.csv.gz", start))
                    .as("cut at " + cut)
                    .hasMessageStartingWith("p.csv.gz: byte ");
        }
    }

    /** A pipe may say that nothing is available when there is more. */
    @Test
    void aPipeIsReadToItsEnd() throws IOException {
        byte[] both = join(
                gzip((HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\n").getBytes(UTF_8)),
                gzip("T2,2026-01-05T10:00:00Z,1.00,USD,A,\n".getBytes(UTF_8)));
        InputStream pipe = new ByteArrayInputStream(both) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(1, length));
            }
        };
        assertThat(read(null, "p.csv.gz", pipe)).hasSize(2);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private List<Received<Transaction>> csv(String text) throws IOException {
        return read(null, "payments.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Received<Transaction>> read(@Nullable String mapping, String name, byte[] bytes)
            throws IOException {
        return read(mapping, name, new ByteArrayInputStream(bytes));
    }

    private static List<Received<Transaction>> read(@Nullable String mapping, String name, InputStream bytes)
            throws IOException {
        TransactionReader reader = new TransactionReader(Duration.ZERO, RateTable.none("USD"));
        List<Received<Transaction>> all = new ArrayList<>();
        try (PaymentRows rows = PaymentFiles.of(mapping).read(bytes, name, 0, reader)) {
            for (Received<Transaction> row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Transaction transaction(Received<Transaction> row) {
        assertThat(row.rejected()).isNull();
        return java.util.Objects.requireNonNull(row.event());
    }

    private static DeadLetter rejected(Received<Transaction> row) {
        assertThat(row.event()).isNull();
        return java.util.Objects.requireNonNull(row.rejected());
    }
}
