package ai.finai.jobs.savepoints;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.Instants;
import ai.finai.events.RateTable;
import ai.finai.events.fixtures.Payment;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * The money laundering job: open matches, some that wait for the watermark, profiles, scores, alerts and ids that were accepted
 * are in its savepoints.
 */
record SavedAml(AmlScenario aml) implements SavedJob {

    private static final String TRANSACTIONS = "transactions";

    /** The last ones so far: no other comes later than they less what may be out of order. */
    private static final String LAST_BEFORE = "2026-01-09";

    private static final String LAST_AFTER = "2026-01-12";

    static SavedAml of(SavepointFolder folder, Configuration flink) throws Exception {
        RuleBook book = RuleBookReader.read(folder.ruleBook());
        return new SavedAml(AmlScenario.withId(
                folder.id(),
                book,
                RateTable.none(book.baseCurrency()),
                S3FileSystem.HADOOP,
                KafkaConfig.TransactionNaming.INCREMENTING,
                flink));
    }

    @Override
    public Scenario scenario() {
        return aml;
    }

    @Override
    public LocalJob start(int parallelism, String savepoint) throws Exception {
        return aml.start(parallelism, savepoint);
    }

    @Override
    public String topic(String name) {
        return AmlTopics.of(aml.kafka()).transactions();
    }

    @Override
    public void awaitTime(LocalJob job, List<SavepointFolder.Line> sent) throws Exception {
        String last = sent.get(sent.size() - 1).value().replaceAll(".*\"eventTime\":\"([^\"]+)\".*", "$1");
        aml.awaitWatermark(job, Instants.parse(last) - Duration.ofSeconds(6).toMillis());
    }

    @Override
    public List<String> outcome() {
        AmlTopics topics = AmlTopics.of(aml.kafka());
        List<String> lines = new ArrayList<>(Outcomes.problems(aml, topics.lateEvents(), topics.deadLetters()));
        aml.readCommitted(topics.alerts()).forEach(record -> {
            Alert alert = AlertJson.read(record.value());
            lines.add(String.join(
                    " ",
                    "alert",
                    alert.rule().id(),
                    alert.subject().id(),
                    Instants.format(alert.eventTime()),
                    alert.alertId(),
                    alert.narrative()));
        });
        return lines;
    }

    @Override
    public List<SavepointFolder.Line> writtenBefore() {
        List<Payment> all = new ArrayList<>();
        for (String day : List.of("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08")) {
            for (int i = 0; i < 6; i++) {
                all.add(transfer((1_000 + 137 * i) + ".50")
                        .from("BUSY-" + i)
                        .to("BUSY-" + (i + 1) % 6)
                        .countries("US", i % 2 == 0 ? "DE" : "KY")
                        .on(day)
                        .at("0" + i + ":30"));
            }
        }
        // Alerts are out about these.
        for (String day : List.of("2026-01-05", "2026-01-06", "2026-01-07")) {
            all.add(cash("9,400").into("DONE").on(day).at("10:00"));
        }
        all.add(transfer("20,000").from("PAYER").to("THROUGH").on("2026-01-07").at("11:00"));
        all.add(transfer("19,000").from("THROUGH").to("PAYEE").on("2026-01-07").at("15:00"));
        // Those are halfway.
        all.add(cash("9,500").into("HALFWAY").on("2026-01-06").at("09:00").id("halfway-1"));
        all.add(cash("9,100").into("HALFWAY").on("2026-01-08").at("09:00").id("halfway-2"));
        all.add(cash("9,200").into("WAITING").on("2026-01-07").at("09:00").id("waiting-1"));
        all.add(cash("9,300").into("WAITING").on("2026-01-08").at("09:00").id("waiting-2"));
        all.add(transfer("7,000")
                .from("PAYER")
                .to("RAPID")
                .on("2026-01-09")
                .at("09:00")
                .id("rapid-1"));
        all.add(cash("50").into("TWICE").on("2026-01-09").at("11:00").id("twice"));
        all.add(cash("60").into("CONFLICT").on("2026-01-09").at("11:30").id("conflict"));
        // Within what may be out of order: in the savepoint it has not reached the rules.
        all.add(cash("9,600").into("WAITING").on(LAST_BEFORE).at("11:59:58").id("waiting-3"));
        last(LAST_BEFORE, all);
        return lines(all);
    }

    @Override
    public List<SavepointFolder.Line> writtenAfter() {
        List<Payment> all = new ArrayList<>();
        all.add(cash("50").into("TWICE").on("2026-01-09").at("11:00").id("twice"));
        all.add(cash("61").into("CONFLICT").on("2026-01-09").at("11:30").id("conflict"));
        all.add(cash("70").into("LATE").on("2026-01-08").at("11:30").id("late"));
        all.add(transfer("6,500")
                .from("RAPID")
                .to("PAYEE")
                .on("2026-01-09")
                .at("20:00")
                .id("rapid-2"));
        all.add(cash("9,700").into("HALFWAY").on("2026-01-10").at("09:00").id("halfway-3"));
        last(LAST_AFTER, all);
        return lines(all);
    }

    /** Of so many accounts that each partition has one. */
    private static void last(String day, List<Payment> all) {
        for (int i = 0; i < 6; i++) {
            all.add(cash("10").into("LAST-" + i).on(day).at("12:00").id("last-" + day + '-' + i));
        }
    }

    private static List<SavepointFolder.Line> lines(List<Payment> payments) {
        return payments.stream()
                .map(payment -> new SavepointFolder.Line(
                        TRANSACTIONS, payment.transaction().creditorAccount(), payment.json()))
                .toList();
    }
}
