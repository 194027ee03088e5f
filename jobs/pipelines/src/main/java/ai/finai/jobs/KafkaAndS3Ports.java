package ai.finai.jobs;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.LateEventJson;
import ai.finai.events.ModelScoreJson;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.archive.ArchiveTables;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.kafka.KafkaEnds;
import ai.finai.jobs.kafka.ModelRecords;
import ai.finai.jobs.kafka.RecordReaders;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.state.AmlOperator;
import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Production: transactions from Kafka; alerts, late events and dead letters to Kafka, exactly once for readers of
 * committed records, which see them with the next checkpoint; the archive on S3.
 */
public final class KafkaAndS3Ports implements AmlPorts {

    private final AmlConfig config;
    private final KafkaEnds ends;

    public KafkaAndS3Ports(AmlConfig config) {
        this.config = config;
        this.ends = new KafkaEnds(config.kafka(), config.job().name());
    }

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return ends.read(
                env,
                AmlTopics.of(config.kafka()).transactions(),
                EventKinds.TRANSACTION,
                reader(config.maxFuture(), config.rates()),
                EventWatermarks.of(config.watermarks(), "transactions"),
                AmlOperator.TRANSACTIONS_SOURCE);
    }

    private static RecordReaders<Transaction> reader(Duration maxFuture, RateTable rates) {
        return () -> new TransactionReader(maxFuture, rates);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ends.orders(env, TimelessControl.AT_ITS_END.watermarks(), AmlOperator.CONTROL_SOURCE);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        AmlTopics topics = AmlTopics.of(config.kafka());
        String alertsTopic = topics.alerts();
        String lateEventsTopic = topics.lateEvents();
        String deadLettersTopic = topics.deadLetters();
        String modelStatusTopic = topics.modelStatus();
        String modelScoresTopic = topics.modelScores();
        String baseCurrency = config.ruleBook().baseCurrency();
        MapFunction<DeadLetter, OutgoingRecord> deadLetter =
                letter -> DeadLetters.record(deadLettersTopic, letter, System.currentTimeMillis());

        DataStream<OutgoingRecord> records = KafkaEnds.outgoing(
                        watched.alerts(),
                        AmlOperator.OUTGOING_ALERTS,
                        alert -> AlertJson.record(alertsTopic, alert, System.currentTimeMillis()))
                .union(
                        KafkaEnds.outgoing(
                                watched.late(),
                                AmlOperator.OUTGOING_LATE_EVENTS,
                                event -> LateEventJson.record(
                                        lateEventsTopic, event, baseCurrency, System.currentTimeMillis())),
                        KafkaEnds.outgoing(
                                watched.modelStatus(),
                                AmlOperator.OUTGOING_MODEL_STATUS,
                                status -> ModelRecords.status(modelStatusTopic, status, System.currentTimeMillis())),
                        KafkaEnds.outgoing(
                                watched.modelScores(),
                                AmlOperator.OUTGOING_MODEL_SCORES,
                                score -> ModelScoreJson.record(modelScoresTopic, score, System.currentTimeMillis())),
                        KafkaEnds.outgoing(rejected, AmlOperator.OUTGOING_REJECTED, deadLetter),
                        KafkaEnds.outgoing(conflicts, AmlOperator.OUTGOING_CONFLICTS, deadLetter));
        ends.write(records, AmlOperator.KAFKA_SINK);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        ArchiveTables tables = ArchiveTables.of(config.archive());
        tables.transactions(accepted);
        tables.postings(postings, config.ruleBook().baseCurrency());
        tables.alerts(alerts);
    }
}
