package ai.finai.jobs.kafka;

import ai.finai.events.Event;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Received;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.intake.EventKind;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.OperatorName;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where a job's streams begin and end in Kafka. What it writes is there once for readers of committed records, which see it
 * with the next checkpoint.
 *
 * @param job its name: part of the ids of the sink's transactions
 */
public record KafkaEnds(KafkaConfig kafka, String job) {

    /** The events of a topic. */
    public <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            String topic,
            EventKind<T> kind,
            RecordReaders<T> readers,
            WatermarkStrategy<Received<T>> watermarks,
            OperatorName operator) {
        KafkaSource<Received<T>> source = KafkaSource.<Received<T>>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(topic)
                .setGroupId(kafka.groupId())
                .setClientIdPrefix(kafka.groupId() + '-' + topic)
                .setStartingOffsets(new StartingOffsets(kafka.start(), kafka.missingRecords()))
                .setProperties(kafka.consumerProperties())
                .setDeserializer(new ReceivedDeserializer<>(kind.received(), readers))
                .build();
        return env.fromSource(source, watermarks, operator.title(), kind.received())
                .uid(operator.uid());
    }

    /**
     * Orders of models. The topic is compacted: a job that starts without a snapshot takes up the latest of each role.
     *
     * @param watermarks of no event time
     */
    public DataStream<ControlMessage> orders(
            StreamExecutionEnvironment env, WatermarkStrategy<ControlMessage> watermarks, OperatorName operator) {
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
        return env.fromSource(source, watermarks, operator.title(), EventTypes.CONTROL_MESSAGE)
                .uid(operator.uid())
                .setParallelism(1);
    }

    /** As records of a topic. */
    public static <T> DataStream<OutgoingRecord> outgoing(
            DataStream<T> stream, OperatorName operator, MapFunction<T, OutgoingRecord> record) {
        return stream.map(record)
                .returns(EventTypes.OUTGOING_RECORD)
                .uid(operator.uid())
                .name(operator.title());
    }

    /** Everything that the job writes goes through one sink, to the topic that each record names. */
    public void write(DataStream<OutgoingRecord> records, OperatorName operator) {
        KafkaSink<OutgoingRecord> sink = KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.producerProperties())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                // Unique among the jobs and sinks on these brokers: a transaction that starts under an id ends the open
                // one.
                .setTransactionalIdPrefix(kafka.transactions().idPrefix() + '-' + job + '-' + operator.uid())
                .setTransactionNamingStrategy(
                        switch (kafka.transactions().naming()) {
                            case INCREMENTING -> TransactionNamingStrategy.INCREMENTING;
                            case POOLING -> TransactionNamingStrategy.POOLING;
                        })
                .setRecordSerializer(new OutgoingRecordSerializer(kafka.topics().written()))
                .build();
        records.sinkTo(sink).uid(operator.uid()).name(operator.title());
    }
}
