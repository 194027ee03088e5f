package ai.finai.jobs;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where the money laundering job's streams come from and go to. Production has Kafka and S3 ({@link KafkaAndS3Ports}), a
 * backtest files, a test collections: the graph between them is the same ({@link AmlJob#define}).
 *
 * <p>Each method is called once per job graph. Every operator that an implementation adds needs its uid from
 * {@link ai.finai.state.AmlOperator}, or one of its own that never changes: Flink is told not to make any up.
 */
public interface AmlPorts {

    /** What was read, with timestamps and watermarks assigned per split ({@link ai.finai.operators.intake.EventWatermarks}). */
    DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env);

    /** Instructions to the running job; without any, {@link SilentControl}. Its watermarks are ignored. */
    DataStream<ControlMessage> control(StreamExecutionEnvironment env);

    /** Takes what people and systems are told. Each record of these streams must leave exactly once. */
    void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts);

    /** Takes what is kept. Each record of these streams must be kept exactly once. */
    void archive(DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts);
}
