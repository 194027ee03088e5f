package ai.finai.jobs.proof;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.LateEvent;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the AML job gives for what is in its topic where nothing goes wrong. */
record UndisturbedAml(AmlConfig config, List<ConsumerRecord<byte[], byte[]>> records, Order order) implements AmlPorts {

    record Output(
            List<Transaction> accepted,
            List<WatchedPosting> postings,
            List<Alert> alerts,
            List<LateEvent> late,
            List<DeadLetter> deadLetters) {}

    /** @param records of the transactions topic */
    static Output of(
            LocalCluster cluster, AmlConfig config, List<ConsumerRecord<byte[], byte[]>> records, Order order)
            throws Exception {
        UndisturbedRun.of(
                cluster, env -> AmlJob.define(env, config, new UndisturbedAml(config, records, order)));
        return new Output(
                UndisturbedRun.all(Transaction.class),
                UndisturbedRun.all(WatchedPosting.class),
                UndisturbedRun.all(Alert.class),
                UndisturbedRun.all(LateEvent.class),
                UndisturbedRun.all(DeadLetter.class));
    }

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return UndisturbedRun.read(
                env,
                records,
                order,
                new TransactionReader(config.maxFuture(), config.rates()),
                EventTypes.RECEIVED_TRANSACTION,
                AmlOperator.TRANSACTIONS_SOURCE);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED, AmlOperator.CONTROL_SOURCE);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        UndisturbedRun.collect("alerts", watched.alerts());
        UndisturbedRun.collect("late", watched.late());
        UndisturbedRun.collect("rejected", rejected);
        UndisturbedRun.collect("conflicts", conflicts);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        UndisturbedRun.collect("accepted", accepted);
        UndisturbedRun.collect("postings", postings);
    }
}
