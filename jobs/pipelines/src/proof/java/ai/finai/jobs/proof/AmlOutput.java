package ai.finai.jobs.proof;

import static ai.finai.jobs.proof.JobOutput.row;
import static ai.finai.jobs.proof.JobOutput.text;

import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetters;
import ai.finai.events.LateEvent;
import ai.finai.events.LateEventJson;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.proof.JobOutput.Compared;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import java.io.IOException;
import java.util.List;

/**
 * What readers see of the money laundering job beside what an undisturbed run gives for the same records.
 *
 * @param compared alerts and dead letters byte for byte, late events but for the watermark that they name, every row of every
 *     table by what identifies it. Models of the same scores in other versions count as the same one
 * @param late of the undisturbed run
 */
public record AmlOutput(List<Compared> compared, List<LateEvent> late) {

    /** The job must have ended. */
    public static AmlOutput of(JobOutput seen, LocalCluster cluster, AmlConfig config, Order order) throws Exception {
        AmlTopics topics = AmlTopics.of(config.kafka());
        UndisturbedAml.Output expected =
                UndisturbedAml.of(cluster, config, seen.topics().committed(topics.transactions()), order);
        String currency = config.ruleBook().baseCurrency();
        return new AmlOutput(
                List.of(
                        Compared.alerts(
                                "alerts",
                                seen.values(topics.alerts()).map(AmlOutput::withoutVersion),
                                expected.alerts().stream()
                                        .map(alert -> withoutVersion(text(AlertJson.write(alert))))),
                        Compared.records(
                                "late-events",
                                seen.values(topics.lateEvents()).map(AmlOutput::withoutWatermark),
                                expected.late().stream()
                                        .map(event -> withoutWatermark(text(LateEventJson.write(event, currency))))),
                        Compared.records(
                                "dead-letters",
                                seen.deadLetters(topics.deadLetters()),
                                expected.deadLetters().stream().map(letter -> text(DeadLetters.toJson(letter)))),
                        transactions(seen, expected),
                        postings(seen, expected),
                        Compared.alerts(
                                "alerts-table",
                                seen.rows(ArchiveTable.ALERTS, "alert_id", "event_time"),
                                expected.alerts().stream().map(alert -> row(alert.alertId(), alert.eventTime())))),
                expected.late());
    }

    private static Compared transactions(JobOutput seen, UndisturbedAml.Output expected) throws IOException {
        return Compared.records(
                "transactions-table",
                seen.rows(
                        ArchiveTable.TRANSACTIONS,
                        "transaction_id",
                        "event_time",
                        "source",
                        "source_partition",
                        "source_offset"),
                expected.accepted().stream().map(AmlOutput::line));
    }

    private static Compared postings(JobOutput seen, UndisturbedAml.Output expected) throws IOException {
        return Compared.records(
                "postings-table",
                seen.rows(
                        ArchiveTable.POSTINGS,
                        "transaction_id",
                        "direction",
                        "account",
                        "late",
                        "unrated",
                        "score",
                        "unscored",
                        "source",
                        "source_partition",
                        "source_offset"),
                expected.postings().stream().map(AmlOutput::line));
    }

    private static String line(Transaction t) {
        return row(t.transactionId(), t.eventTime(), row(t.origin()));
    }

    private static String line(WatchedPosting watched) {
        var p = watched.posting();
        var unscored = watched.unscored();
        return row(
                p.transactionId(),
                p.direction(),
                p.account(),
                watched.late(),
                p.baseAmount() < 0,
                unscored == null ? (Double) (double) watched.score() : null,
                unscored == null ? null : unscored.code(),
                row(p.origin()));
    }

    /** How far event time had come is the one thing in a body that depends on when records were read. */
    private static String withoutWatermark(String json) {
        return json.replaceFirst("\"watermark\":[^,]*,", "");
    }

    /** Where models were swapped for the same ones in other versions, which one scored depends on when that was. */
    private static String withoutVersion(String json) {
        return json.replaceAll("\"version\":\"[^\"]*\",\"sha256\":\"[0-9a-f]+\"", "")
                .replaceAll("Model account-lstm \\S+", "Model account-lstm");
    }
}
