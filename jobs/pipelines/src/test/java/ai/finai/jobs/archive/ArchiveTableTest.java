package ai.finai.jobs.archive;

import static ai.finai.jobs.archive.Payments.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.AlertRow;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.PostingRow;
import ai.finai.jobs.archive.tables.RowFormat;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, by DuckDB and by our own reader. */
class ArchiveTableTest {

    @TempDir
    Path archive;

    @Test
    void transactionsKeepEveryFieldAndEveryNull() throws Exception {
        write(new TransactionRow(), List.of(Payments.transaction(1, 1), Payments.transaction(7, 1)));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT * FROM 'archive/transactions/*/*.parquet' ORDER BY transaction_id"))
                    .containsExactly(
                            "T1|2026-01-05T00:00:00.001Z|1.0100|USD|CARD|A1|A1|Élodie Ünal 1|Shop 商店 1|FR|US|BANKFRPP"
                                    + "|BANKUS33|invoice 1|transactions|1|0|2026-01-05",
                            "T7|2026-01-05T00:00:00.007Z|8.0000|JPY|null|null|A7|null|null|null|null|null|null|null"
                                    + "|transactions|3|1|2026-01-05");
            assertThat(duck.rows("DESCRIBE SELECT event_time, amount, source_offset, day"
                            + " FROM 'archive/transactions/*/*.parquet'"))
                    .extracting(row -> row.substring(0, row.indexOf("|YES")))
                    .containsExactly(
                            "event_time|TIMESTAMP WITH TIME ZONE",
                            "amount|DECIMAL(28,4)",
                            "source_offset|BIGINT",
                            "day|DATE");
        }
    }

    @Test
    void amountsAreExactInEveryCurrency() throws Exception {
        List<Transaction> transactions = new ArrayList<>();
        for (String currency : List.of("USD", "JPY", "KWD", "CLF", "XAU")) {
            transactions.add(amount(currency + "-most", Long.MAX_VALUE, currency));
            transactions.add(amount(currency + "-least", 1, currency));
        }
        write(new TransactionRow(), transactions);
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT transaction_id, amount FROM 'archive/transactions/*/*.parquet' ORDER BY 1"))
                    .containsExactly(
                            "CLF-least|0.0001",
                            "CLF-most|922337203685477.5807",
                            "JPY-least|1.0000",
                            "JPY-most|9223372036854775807.0000",
                            "KWD-least|0.0010",
                            "KWD-most|9223372036854775.8070",
                            "USD-least|0.0100",
                            "USD-most|92233720368547758.0700",
                            "XAU-least|1.0000",
                            "XAU-most|9223372036854775807.0000");
        }
    }

    @Test
    void postingsSayWhetherRulesSawThem() throws Exception {
        Transaction rated = Payments.transaction(2, 1);
        Transaction unrated = Payments.transaction(7, 1);
        write(
                new PostingRow("EUR"),
                List.of(
                        Payments.posting(rated, Direction.DEBIT),
                        Payments.posting(rated, Direction.CREDIT),
                        Payments.posting(unrated, Direction.DEBIT)));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT * FROM 'archive/postings/*/*.parquet' ORDER BY transaction_id, direction"))
                    .containsExactly(
                            "T2|CREDIT|A1|A2|2026-01-05T00:00:00.002Z|1.0200|USD|1.0200|EUR|CASH|US|FR|true|false"
                                    + "|transactions|2|0|null|late|null|2026-01-05",
                            "T2|DEBIT|A2|A2|2026-01-05T00:00:00.002Z|1.0200|USD|1.0200|EUR|CASH|US|FR|false|false"
                                    + "|transactions|2|0|0.25|null|account-lstm/1|2026-01-05",
                            "T7|DEBIT|A2|A7|2026-01-05T00:00:00.007Z|8.0000|JPY|null|EUR|null|null|null|false|true"
                                    + "|transactions|3|1|0.25|null|account-lstm/1|2026-01-05");
        }
    }

    @Test
    void alertsKeepTheirFactsEvidenceAndScores() throws Exception {
        List<Transaction> evidence =
                List.of(Payments.transaction(1, 1), Payments.transaction(7, 1), Payments.transaction(2, 1));
        write(
                new AlertRow(),
                List.of(
                        Payments.alert("none", MONDAY, List.of()),
                        Payments.alert("three", MONDAY, evidence),
                        Payments.alert("one", MONDAY, evidence.subList(0, 1))));
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(
                            duck.rows(
                                    "SELECT alert_id, rule_id, rule_kind, rule_version, subject_type, subject_id, severity,"
                                            + " narrative, facts['total'], evidence_count, evidence_sha256, rule_book, job, release,"
                                            + " len(evidence), scores[1].score FROM 'archive/alerts/*/*.parquet' ORDER BY alert_id"))
                    .containsExactly(
                            "none|structuring-cash|structuring|3|account|A1|HIGH|0 cash deposits|28400.00|0|null"
                                    + "|sha256:ef|aml|0.1.0|0|null",
                            "one|structuring-cash|structuring|3|account|A1|HIGH|1 cash deposits|28400.00|1|ab12"
                                    + "|sha256:ef|aml|0.1.0|1|0.93",
                            "three|structuring-cash|structuring|3|account|A1|HIGH|3 cash deposits|28400.00|3|ab12"
                                    + "|sha256:ef|aml|0.1.0|3|0.93");
            assertThat(duck.rows(
                            "SELECT alert_id, UNNEST(evidence, recursive := true) FROM 'archive/alerts/*/*.parquet'"
                                    + " WHERE alert_id <> 'one'"))
                    .containsExactly(
                            "three|T1|2026-01-05T00:00:00.001Z|CREDIT|1.0100|USD|A1|CARD|transactions|1|0",
                            "three|T7|2026-01-05T00:00:00.007Z|CREDIT|8.0000|JPY|null|null|transactions|3|1",
                            "three|T2|2026-01-05T00:00:00.002Z|CREDIT|1.0200|USD|A2|CASH|transactions|2|0");
        }
    }

    /** Small segments are encoded anew, value by value; lists and nulls must survive that. */
    @Test
    void compactionChangesNoValue() throws Exception {
        List<Transaction> all = new ArrayList<>();
        SegmentFiles files = new SegmentFiles(archive.toUri().toString(), ArchiveTable.ALERTS);
        try (ArchiveWriter<Alert> writer =
                new ArchiveWriter<>(new AlertRow(), files, new Compaction(9, 1 << 20), e -> {})) {
            for (int n = 0; n < 40; n++) {
                writer.add(Payments.alert("A" + n, MONDAY, List.copyOf(all)));
                all.add(Payments.transaction(n, 1));
                assertThat(writer.snapshot(1, n == 39).waiting()).hasSize(n == 39 ? 0 : n + 1);
            }
            writer.completed(1);
            writer.awaitPublications(Duration.ofSeconds(60));
        }
        assertThat(ArchiveReader.of(archive.toUri().toString()).files(ArchiveTable.ALERTS))
                .hasSize(1);
        try (DuckDb duck = new DuckDb(archive)) {
            assertThat(duck.rows("SELECT alert_id, len(evidence), evidence_count, len(scores), evidence_sha256,"
                            + " coalesce(evidence[-1].transaction_id, '-'), coalesce(evidence[1].transaction_id, '-')"
                            + " FROM 'archive/alerts/*/*.parquet'"))
                    .hasSize(40)
                    .contains("A0|0|0|0|null|-|-", "A1|1|1|1|ab12|T0|T0", "A39|39|39|1|ab12|T38|T0");
            assertThat(duck.one("SELECT count(*), count(DISTINCT e.transaction_id), count(e.counterparty) FROM"
                            + " (SELECT UNNEST(evidence) e FROM 'archive/alerts/*/*.parquet')"))
                    .isEqualTo("780|39|651");
        }
    }

    @Test
    void theReaderGivesTypedValues() throws Exception {
        write(new TransactionRow(), List.of(Payments.transaction(7, 1)));
        write(new PostingRow("USD"), List.of(Payments.posting(Payments.transaction(7, 1), Direction.CREDIT)));
        ArchiveReader reader = ArchiveReader.of(archive.toUri().toString());
        List<Object[]> rows = new ArrayList<>();
        reader.read(ArchiveTable.TRANSACTIONS, rows::add, "transaction_id", "amount", "event_time", "channel");
        assertThat(rows).containsExactly(new Object[] {"T7", new BigDecimal("8.0000"), MONDAY + 7, null});
        rows.clear();
        reader.read(ArchiveTable.POSTINGS, rows::add, "late", "unrated", "source_partition", "source_offset");
        assertThat(rows).containsExactly(new Object[] {true, true, 3, 1L});
        assertThat(reader.rows(ArchiveTable.TRANSACTIONS)).isOne();
        assertThat(reader.rows(ArchiveTable.ALERTS)).isZero();
        assertThatThrownBy(() -> reader.texts(ArchiveTable.TRANSACTIONS, "ammount"))
                .hasMessage("table transactions has no column ammount");
        assertThatThrownBy(() -> reader.texts(ArchiveTable.ALERTS, "evidence"))
                .hasMessage("alerts.evidence is a list of structs or a map");
    }

    private static Transaction amount(String id, long amount, String currency) {
        return new Transaction(
                id,
                MONDAY,
                amount,
                currency,
                null,
                "A1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Origin("transactions", 0, 0));
    }

    private <T> void write(RowFormat<T> format, List<T> rows) throws Exception {
        WrittenArchive.in(archive).with(format, rows);
    }
}
