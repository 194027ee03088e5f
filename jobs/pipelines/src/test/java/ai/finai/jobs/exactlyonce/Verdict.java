package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.LateEvent;
import ai.finai.events.LateEventJson;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord.Header;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds everything that readers see when the job has stopped against what the stream must give: alerts against the oracle
 * and, byte for byte, against {@link Undisturbed}; every row of every table, every dead letter, every late event. Both
 * sides of what differs are left in {@code target/exactly-once}.
 */
final class Verdict {

    private final AmlScenario aml;
    private final PaymentStream stream;
    private final Path folder;

    private Verdict(AmlScenario aml, PaymentStream stream) {
        this.aml = aml;
        this.stream = stream;
        folder = Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "exactly-once")
                .resolve(aml.config().job().name());
    }

    static void on(AmlScenario aml, PaymentStream stream) throws Exception {
        new Verdict(aml, stream).check();
    }

    private void check() throws Exception {
        AmlTopics topics = AmlTopics.of(aml.config().kafka());
        List<ConsumerRecord<byte[], byte[]>> records = aml.readCommitted(topics.transactions());
        assertThat(records)
                .as("records sent; %s", stream)
                .hasSize(stream.arriving().size());
        Undisturbed.Output expected = Undisturbed.of(records, aml.config(), aml.cluster());

        List<ConsumerRecord<byte[], byte[]>> alerts = aml.readCommitted(topics.alerts());
        assertThat(alerts.stream()
                        .map(record -> AlertJson.read(record.value()))
                        .filter(alert -> !alert.rule().kind().equals("model"))
                        .map(Oracle.Found::of)
                        .sorted())
                .as("alerts against the oracle; %s", stream)
                .containsExactlyElementsOf(
                        Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(stream.accepted())));
        same(
                "alerts",
                values(alerts).map(Verdict::withoutVersion),
                lines(expected.alerts(), alert -> withoutVersion(text(AlertJson.write(alert)))));
        assertThat(values(alerts).filter(json -> json.contains("\"kind\":\"model\"")))
                .as("alerts of scores; %s", stream)
                .hasSizeGreaterThan(3);
        same(
                "late-events",
                values(aml.readCommitted(topics.lateEvents())).map(Verdict::withoutWatermark),
                lines(expected.late(), this::lateEvent));
        assertThat(expected.late()).allMatch(event -> event.reason() == LateEvent.Reason.UNRATED);
        List<ConsumerRecord<byte[], byte[]>> deadLetters = aml.readCommitted(topics.deadLetters());
        same(
                "dead-letters",
                deadLetters.stream().map(record -> text(DeadLetters.toJson(deadLetter(record)))),
                lines(expected.deadLetters(), letter -> text(DeadLetters.toJson(letter))));

        same(
                "transactions-table",
                rows(
                        ArchiveTable.TRANSACTIONS,
                        "transaction_id",
                        "event_time",
                        "source",
                        "source_partition",
                        "source_offset"),
                lines(expected.accepted(), Verdict::row));
        same(
                "postings-table",
                rows(
                        ArchiveTable.POSTINGS,
                        "transaction_id",
                        "direction",
                        "account",
                        "late",
                        "unrated",
                        "source_offset",
                        "score",
                        "unscored"),
                lines(expected.postings(), Verdict::row));
        same(
                "alerts-table",
                rows(ArchiveTable.ALERTS, "alert_id", "event_time"),
                lines(expected.alerts(), alert -> alert.alertId() + '|' + alert.eventTime()));

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

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> new Header(header.key(), header.value()))
                .toList();
        return DeadLetters.read(record.key(), record.value(), headers);
    }

    private static String row(Transaction t) {
        Origin origin = t.origin();
        return t.transactionId()
                + '|'
                + t.eventTime()
                + '|'
                + origin.source()
                + '|'
                + origin.partition()
                + '|'
                + origin.offset();
    }

    private static String row(WatchedPosting watched) {
        var p = watched.posting();
        return p.transactionId()
                + '|'
                + p.direction()
                + '|'
                + p.account()
                + '|'
                + watched.late()
                + '|'
                + (p.baseAmount() < 0)
                + '|'
                + p.origin().offset()
                + '|'
                + (watched.unscored() == null
                        ? (double) watched.score() + "|null"
                        : "null|" + watched.unscored().code());
    }

    /** Where models were swapped for the same ones in other versions, which one scored depends on when that was. */
    private static String withoutVersion(String json) {
        return json.replaceAll("\"version\":\"\\d+\",\"sha256\":\"[0-9a-f]+\"", "")
                .replaceAll("Model account-lstm \\d+", "");
    }

    private Stream<String> rows(ArchiveTable table, String... columns) throws IOException {
        List<String> rows = new ArrayList<>();
        aml.archive()
                .read(
                        table,
                        row -> rows.add(Stream.of(row).map(String::valueOf).collect(Collectors.joining("|"))),
                        columns);
        return rows.stream();
    }

    private static <T> Stream<String> lines(List<T> elements, Function<T, String> line) {
        return elements.stream().map(line);
    }

    private static Stream<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> text(record.value()));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** In no order: that of records of several partitions says nothing. */
    private void same(String what, Stream<String> seen, Stream<String> expected) throws IOException {
        List<String> seenLines = seen.sorted().toList();
        List<String> expectedLines = expected.sorted().toList();
        if (!seenLines.equals(expectedLines)) {
            Files.createDirectories(folder);
            Files.write(folder.resolve(what + ".seen"), seenLines);
            Files.write(folder.resolve(what + ".expected"), expectedLines);
        }
        assertThat(seenLines)
                .as("%s; both sides are in %s; repeat with %s", what, folder, stream)
                .containsExactlyElementsOf(expectedLines);
    }
}
