package ai.finai.jobs.exactlyonce;

import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.lines;
import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.text;
import static ai.finai.jobs.exactlyonce.run.SeenAndExpected.values;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetters;
import ai.finai.events.LateEvent;
import ai.finai.events.LateEventJson;
import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.exactlyonce.run.SeenAndExpected;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds everything that readers see when the job has stopped against what the stream must give: alerts against the oracle
 * and, byte for byte, against {@link UndisturbedAml}; every row of every table, every dead letter, every late event.
 */
final class AmlVerdict {

    private final AmlScenario aml;
    private final PaymentStream stream;
    private final SeenAndExpected readers;

    private AmlVerdict(AmlScenario aml, PaymentStream stream) {
        this.aml = aml;
        this.stream = stream;
        this.readers = new SeenAndExpected(aml, stream);
    }

    static void on(AmlScenario aml, PaymentStream stream) throws Exception {
        new AmlVerdict(aml, stream).check();
    }

    private void check() throws Exception {
        AmlTopics topics = AmlTopics.of(aml.config().kafka());
        List<ConsumerRecord<byte[], byte[]>> records = aml.readCommitted(topics.transactions());
        assertThat(records)
                .as("records sent; %s", stream)
                .hasSize(stream.arriving().size());
        UndisturbedAml.Output expected = UndisturbedAml.of(aml);

        List<ConsumerRecord<byte[], byte[]>> alerts = aml.readCommitted(topics.alerts());
        assertThat(alerts.stream()
                        .map(record -> AlertJson.read(record.value()))
                        .filter(alert -> !alert.rule().kind().equals("model"))
                        .map(Oracle.Found::of)
                        .sorted())
                .as("alerts against the oracle; %s", stream)
                .containsExactlyElementsOf(
                        Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(stream.accepted())));
        readers.same(
                "alerts",
                values(alerts).map(AmlVerdict::withoutVersion),
                lines(expected.alerts(), alert -> withoutVersion(text(AlertJson.write(alert)))));
        assertThat(values(alerts).filter(json -> json.contains("\"kind\":\"model\"")))
                .as("alerts of scores; %s", stream)
                .hasSizeGreaterThan(3);
        readers.same(
                "late-events",
                values(aml.readCommitted(topics.lateEvents())).map(AmlVerdict::withoutWatermark),
                lines(expected.late(), this::lateEvent));
        assertThat(expected.late()).allMatch(event -> event.reason() == LateEvent.Reason.UNRATED);
        List<ConsumerRecord<byte[], byte[]>> deadLetters = aml.readCommitted(topics.deadLetters());
        readers.same(
                "dead-letters",
                deadLetters.stream().map(record -> text(DeadLetters.toJson(SeenAndExpected.deadLetter(record)))),
                lines(expected.deadLetters(), letter -> text(DeadLetters.toJson(letter))));

        readers.same(
                "transactions-table",
                readers.rows(
                        ArchiveTable.TRANSACTIONS,
                        "transaction_id",
                        "event_time",
                        "source",
                        "source_partition",
                        "source_offset"),
                lines(expected.accepted(), AmlVerdict::row));
        readers.same(
                "postings-table",
                readers.rows(
                        ArchiveTable.POSTINGS,
                        "transaction_id",
                        "direction",
                        "account",
                        "late",
                        "unrated",
                        "source_offset",
                        "score",
                        "unscored"),
                lines(expected.postings(), AmlVerdict::row));
        readers.same(
                "alerts-table",
                readers.rows(ArchiveTable.ALERTS, "alert_id", "event_time"),
                lines(expected.alerts(), alert -> SeenAndExpected.row(alert.alertId(), alert.eventTime())));

        // The stream itself tried what it is for.
        assertThat(aml.archive().texts(ArchiveTable.TRANSACTIONS, "transaction_id"))
                .containsExactlyInAnyOrderElementsOf(stream.accepted().stream()
                        .map(Transaction::transactionId)
                        .toList());
        assertThat(deadLetters).hasSize(stream.conflicts() + stream.hostile());
        assertThat(records)
                .as("records = accepted + dead letters + duplicates")
                .hasSize(stream.accepted().size() + deadLetters.size() + stream.duplicates());
        assertThat(alerts).as("alerts; %s", stream).hasSizeGreaterThan(30);
    }

    private String lateEvent(LateEvent event) {
        return withoutWatermark(
                text(LateEventJson.write(event, aml.config().ruleBook().baseCurrency())));
    }

    /** How far event time had come is the one thing in a body that depends on when records were read. */
    private static String withoutWatermark(String json) {
        return json.replaceFirst("\"watermark\":[^,]*,", "");
    }

    private static String row(Transaction t) {
        Origin origin = t.origin();
        return SeenAndExpected.row(
                t.transactionId(), t.eventTime(), origin.source(), origin.partition(), origin.offset());
    }

    private static String row(WatchedPosting watched) {
        var p = watched.posting();
        boolean scored = watched.unscored() == null;
        return SeenAndExpected.row(
                p.transactionId(),
                p.direction(),
                p.account(),
                watched.late(),
                p.baseAmount() < 0,
                p.origin().offset(),
                scored ? (double) watched.score() : null,
                scored ? null : watched.unscored().code());
    }

    /** Where models were swapped for the same ones in other versions, which one scored depends on when that was. */
    private static String withoutVersion(String json) {
        return json.replaceAll("\"version\":\"\\d+\",\"sha256\":\"[0-9a-f]+\"", "")
                .replaceAll("Model account-lstm \\d+", "");
    }
}
