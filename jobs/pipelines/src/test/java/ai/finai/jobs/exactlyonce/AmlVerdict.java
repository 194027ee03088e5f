package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.LateEvent;
import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.exactlyonce.run.SeenAndExpected;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.proof.AmlOutput;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds everything that readers see when the job has stopped against what the stream must give: alerts against the oracle
 * and all of it against an undisturbed run ({@link AmlOutput}).
 */
final class AmlVerdict {

    private AmlVerdict() {}

    static void on(AmlScenario aml, PaymentStream stream) throws Exception {
        AmlTopics topics = AmlTopics.of(aml.config().kafka());
        List<ConsumerRecord<byte[], byte[]>> records = aml.readCommitted(topics.transactions());
        assertThat(records)
                .as("records sent; %s", stream)
                .hasSize(stream.arriving().size());
        List<Alert> alerts = aml.readCommitted(topics.alerts()).stream()
                .map(record -> AlertJson.read(record.value()))
                .toList();
        assertThat(alerts.stream()
                        .filter(alert -> !alert.rule().kind().equals("model"))
                        .map(Oracle.Found::of)
                        .sorted())
                .as("alerts against the oracle; %s", stream)
                .containsExactlyElementsOf(
                        Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(stream.accepted())));
        AmlOutput output = AmlOutput.of(aml.output(), aml.cluster(), aml.config(), Order.EVENT_TIME);
        new SeenAndExpected(aml, stream).same(output.compared());
        assertThat(output.late()).allMatch(event -> event.reason() == LateEvent.Reason.UNRATED);

        // The stream itself tried what it is for.
        assertThat(alerts)
                .as("alerts of scores; %s", stream)
                .filteredOn(alert -> alert.rule().kind().equals("model"))
                .hasSizeGreaterThan(3);
        assertThat(aml.archive().texts(ArchiveTable.TRANSACTIONS, "transaction_id"))
                .containsExactlyInAnyOrderElementsOf(stream.accepted().stream()
                        .map(Transaction::transactionId)
                        .toList());
        int deadLetters = aml.readCommitted(topics.deadLetters()).size();
        assertThat(deadLetters).isEqualTo(stream.conflicts() + stream.hostile());
        assertThat(records)
                .as("records = accepted + dead letters + duplicates")
                .hasSize(stream.accepted().size() + deadLetters + stream.duplicates());
        assertThat(alerts).as("alerts; %s", stream).hasSizeGreaterThan(30);
    }
}
