package ai.finai.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.CommandFailed;
import ai.finai.events.DeadLetter;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        List<Received> rows = csv(HEADER + "T1,2026-01-05T10:00:00Z,1.00,USD,A,\"rent, \"\"May\"\"\nand June\"\r\n"
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
        List<Received> rows = csv(text.toString());
        assertThat(rejected(rows.get(0)).reason()).isEqualTo(RejectionReason.MALFORMED);
        assertThat(rejected(rows.get(0)).origin().offset()).isEqualTo(2);
        assertThat(rows).hasSize(499);
        assertThat(rows.subList(1, rows.size())).allMatch(Received::isAccepted);
    }

    @Test
    void aRowInAnotherEncodingIsADeadLetterOfItsOwnBytes() throws IOException {
        byte[] latin = "T1,2026-01-05T10:00:00Z,1.00,USD,A,Geb\u00fchr".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(HEADER.getBytes(StandardCharsets.UTF_8));
        bytes.write(latin);
        List<Received> rows = read(null, "payments.csv", bytes.toByteArray());
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
        List<Received> rows = read(
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
            List<Received> rows = read(null, "payments.jsonl", text.getBytes(StandardCharsets.UTF_8));
            assertThat(rows).as("line of " + size).hasSize(2).allMatch(Received::isAccepted);
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
            assertThat(read(null, name, json)).as(name).hasSize(1).allMatch(Received::isAccepted);
            assertThat(read(null, name, csv)).as(name).hasSize(1).allMatch(Received::isAccepted);
            assertThat(read(null, name, gzip(json))).as(name).hasSize(1).allMatch(Received::isAccepted);
            assertThat(read(null, name, gzip(csv))).as(name).hasSize(1).allMatch(Received::isAccepted);
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
        List<Received> rows = read(
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

    private List<Received> csv(String text) throws IOException {
        return read(null, "payments.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Received> read(@Nullable String mapping, String name, byte[] bytes) throws IOException {
        TransactionReader reader = new TransactionReader(Duration.ZERO, RateTable.none("USD"));
        List<Received> all = new ArrayList<>();
        try (PaymentRows rows = PaymentFiles.of(mapping).read(new ByteArrayInputStream(bytes), name, 0, reader)) {
            for (Received row = rows.next(); row != null; row = rows.next()) {
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

    private static Transaction transaction(Received row) {
        assertThat(row.rejected()).isNull();
        return java.util.Objects.requireNonNull(row.transaction());
    }

    private static DeadLetter rejected(Received row) {
        assertThat(row.transaction()).isNull();
        return java.util.Objects.requireNonNull(row.rejected());
    }
}
