package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.OutgoingRecord.Header;
import ai.finai.events.RateTable;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.fixtures.HostileRecord;
import ai.finai.events.fixtures.HostileRecords;
import ai.finai.events.fixtures.Payment;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything at once: real broker, real S3 server, RocksDB, checkpoints, the production entry's graph. */
class AmlJobEndToEndTest {

    /** What the corpus of hostile records is dated against. */
    private static final long HOSTILE_NOW =
            Instant.parse("2026-01-05T10:16:00Z").toEpochMilli();

    @Test
    @Timeout(300)
    void everyRecordIsAcceptedADuplicateOrADeadLetterAndAlertsAreThoseOfTheOracle() throws Exception {
        RandomPayments random = RandomPayments.seeded();
        List<Transaction> payments = random.transactions(600);
        List<Transaction> arriving = random.outOfOrder(random.withDuplicates(payments), 5_000);
        List<HostileRecord> hostile = HostileRecords.all();
        Transaction late =
                Payment.cash("9,500").into("A0").on("2025-12-24").id("late").transaction();
        // The last one in time is still remembered, however fast event time goes.
        Transaction last = Collections.max(payments, Comparator.comparingLong(Transaction::eventTime));
        Transaction conflicting = Payment.cash("1.00")
                .into("A0")
                .at(last.eventTime())
                .id(last.transactionId())
                .transaction();

        try (AmlScenario aml = AmlScenario.of("end-to-end", RandomPayments.BOOK, rates())) {
            LocalJob job = aml.start(2, null);
            // Hostile records between the good ones.
            int step = Math.max(1, arriving.size() / hostile.size());
            int next = 0;
            for (int i = 0; i < arriving.size(); i++) {
                aml.send(arriving.get(i));
                if (i % step == 0 && next < hostile.size()) {
                    byte[] key = {(byte) next};
                    aml.send(key, hostile.get(next++).bytes(), HOSTILE_NOW);
                }
            }
            while (next < hostile.size()) {
                aml.send(null, hostile.get(next++).bytes(), HOSTILE_NOW);
            }
            aml.awaitAllRead(job);
            aml.produce(List.of(conflicting));
            aml.awaitWatermark(job, late.eventTime());
            aml.produce(List.of(late));
            aml.awaitAllRead(job);
            assertThat(job.hasRestarted()).as("restarted").isFalse();
            job.stopWithSavepoint(true);

            AmlTopics topics = AmlTopics.of(aml.config().kafka());
            assertThat(alerts(aml.readCommitted(topics.alerts())).stream()
                            .filter(alert -> !alert.rule().kind().equals("model"))
                            .map(Oracle.Found::of)
                            .sorted())
                    .as("alerts; repeat with %s", random)
                    .containsExactlyElementsOf(Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(payments)));

            List<DeadLetter> dead = deadLetters(aml.readCommitted(topics.deadLetters()));
            Map<String, RejectionReason> reasonBySha = dead.stream()
                    .collect(Collectors.toMap(DeadLetter::sha256, DeadLetter::reason, (a, b) -> a, TreeMap::new));
            for (HostileRecord record : hostile) {
                assertThat(reasonBySha)
                        .as("dead letter of: %s", record)
                        .containsEntry(sha256(record.bytes()), record.expected());
            }
            assertThat(dead)
                    .hasSize(hostile.size() + 1)
                    .filteredOn(letter -> letter.reason() == RejectionReason.CONFLICTING_DUPLICATE)
                    .hasSize(1);

            int recordsIn = arriving.size() + hostile.size() + 2;
            int duplicates = arriving.size() - payments.size();
            assertThat(aml.archive().texts(ArchiveTable.TRANSACTIONS, "transaction_id"))
                    .as("accepted = records in - dead letters - duplicates; %s", random)
                    .hasSize(recordsIn - dead.size() - duplicates)
                    .contains("late")
                    .containsAll(
                            payments.stream().map(Transaction::transactionId).toList())
                    .doesNotHaveDuplicates();
        }
    }

    private static RateTable rates() {
        StringBuilder csv = new StringBuilder("date,currency,rate\n");
        RandomPayments.RATES.forEach((currency, rate) -> csv.append("1970-01-01,")
                .append(currency)
                .append(',')
                .append(rate.toPlainString())
                .append('\n'));
        return RateTable.parse(
                "rates.csv", csv.toString().getBytes(StandardCharsets.UTF_8), RandomPayments.BOOK.baseCurrency());
    }

    private static List<Alert> alerts(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Alert> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            alerts.add(AlertJson.read(record.value()));
        }
        return alerts;
    }

    private static List<DeadLetter> deadLetters(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            List<Header> headers = StreamSupport.stream(record.headers().spliterator(), false)
                    .map(header -> new Header(header.key(), header.value()))
                    .toList();
            letters.add(DeadLetters.read(record.key(), record.value(), headers));
        }
        return letters;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
