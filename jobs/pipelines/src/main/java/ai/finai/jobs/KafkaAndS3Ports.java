package ai.finai.jobs;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.LateEventJson;
import ai.finai.events.ModelScoreJson;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.archive.ArchiveTables;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.KafkaConfig.TopicNames;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.TransactionWatermarks;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import ai.finai.state.OperatorName;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Production: transactions from Kafka; alerts, late events and dead letters to Kafka, exactly once for readers of
 * committed records, which see them with the next checkpoint; the archive on S3.
 */
public final class KafkaAndS3Ports implements AmlPorts {

    static final TypeInformation<OutgoingRecord> OUTGOING_RECORD = TypeInformation.of(OutgoingRecord.class);

    private final AmlConfig config;

    public KafkaAndS3Ports(AmlConfig config) {
        this.config = config;
    }

    @Override
    public DataStream<Received> transactions(StreamExecutionEnvironment env) {
        KafkaConfig kafka = config.kafka();
        KafkaSource<Received> source = KafkaSource.<Received>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics().transactions())
                .setGroupId(kafka.groupId())
                .setClientIdPrefix(kafka.groupId())
                .setStartingOffsets(new StartingOffsets(kafka.start(), kafka.missingRecords()))
                .setProperties(kafka.consumerProperties())
                .setDeserializer(new ReceivedDeserializer(config.maxFuture(), config.rates()))
                .build();
        return env.fromSource(
                        source,
                        TransactionWatermarks.of(config.watermarks()),
                        AmlOperator.TRANSACTIONS_SOURCE.title(),
                        EventTypes.RECEIVED)
                .uid(AmlOperator.TRANSACTIONS_SOURCE.uid());
    }

    /** Orders of models. The topic is compacted: a job that starts without a snapshot takes up the latest of each role. */
    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        KafkaConfig kafka = config.kafka();
        KafkaSource<ControlMessage> source = KafkaSource.<ControlMessage>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics().models())
                .setGroupId(kafka.groupId())
                .setClientIdPrefix(kafka.groupId() + "-control")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperties(kafka.consumerProperties())
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setDeserializer(new ModelOrderDeserializer())
                .build();
        return env.fromSource(
                        source,
                        TimelessControl.watermarks(),
                        AmlOperator.CONTROL_SOURCE.title(),
                        EventTypes.CONTROL_MESSAGE)
                .uid(AmlOperator.CONTROL_SOURCE.uid())
                .setParallelism(1);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        TopicNames topics = config.kafka().topics();
        String alertsTopic = topics.alerts();
        String lateEventsTopic = topics.lateEvents();
        String deadLettersTopic = topics.deadLetters();
        String modelStatusTopic = topics.modelStatus();
        String modelScoresTopic = topics.modelScores();
        String baseCurrency = config.ruleBook().baseCurrency();
        MapFunction<DeadLetter, OutgoingRecord> deadLetter =
                letter -> DeadLetters.record(deadLettersTopic, letter, System.currentTimeMillis());

        outgoing(
                        watched.alerts(),
                        AmlOperator.OUTGOING_ALERTS,
                        alert -> AlertJson.record(alertsTopic, alert, System.currentTimeMillis()))
                .union(
                        outgoing(
                                watched.late(),
                                AmlOperator.OUTGOING_LATE_EVENTS,
                                event -> LateEventJson.record(
                                        lateEventsTopic, event, baseCurrency, System.currentTimeMillis())),
                        outgoing(
                                watched.modelStatus(),
                                AmlOperator.OUTGOING_MODEL_STATUS,
                                status -> ModelRecords.status(modelStatusTopic, status, System.currentTimeMillis())),
                        outgoing(
                                watched.modelScores(),
                                AmlOperator.OUTGOING_MODEL_SCORES,
                                score -> ModelScoreJson.record(modelScoresTopic, score, System.currentTimeMillis())),
                        outgoing(rejected, AmlOperator.OUTGOING_REJECTED, deadLetter),
                        outgoing(conflicts, AmlOperator.OUTGOING_CONFLICTS, deadLetter))
                .sinkTo(sink())
                .uid(AmlOperator.KAFKA_SINK.uid())
                .name(AmlOperator.KAFKA_SINK.title());
    }

    private static <T> DataStream<OutgoingRecord> outgoing(
            DataStream<T> stream, OperatorName operator, MapFunction<T, OutgoingRecord> record) {
        return stream.map(record).returns(OUTGOING_RECORD).uid(operator.uid()).name(operator.title());
    }

    private KafkaSink<OutgoingRecord> sink() {
        KafkaConfig kafka = config.kafka();
        return KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.producerProperties())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                // Unique among the jobs and sinks on these brokers: a transaction that starts under an id ends the open
                // one.
                .setTransactionalIdPrefix(kafka.transactions().idPrefix()
                        + '-'
                        + config.job().name()
                        + '-'
                        + AmlOperator.KAFKA_SINK.uid())
                .setTransactionNamingStrategy(
                        switch (kafka.transactions().naming()) {
                            case INCREMENTING -> TransactionNamingStrategy.INCREMENTING;
                            case POOLING -> TransactionNamingStrategy.POOLING;
                        })
                .setRecordSerializer(new OutgoingRecordSerializer(List.of(
                        kafka.topics().alerts(),
                        kafka.topics().lateEvents(),
                        kafka.topics().deadLetters(),
                        kafka.topics().modelStatus(),
                        kafka.topics().modelScores())))
                .build();
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
