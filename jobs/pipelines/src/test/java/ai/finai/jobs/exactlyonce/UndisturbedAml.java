package ai.finai.jobs.exactlyonce;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.LateEvent;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.exactlyonce.run.UndisturbedRun;
import ai.finai.jobs.fixture.AmlScenario;
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
record UndisturbedAml(AmlScenario aml, List<ConsumerRecord<byte[], byte[]>> records) implements AmlPorts {

    record Output(
            List<Transaction> accepted,
            List<WatchedPosting> postings,
            List<Alert> alerts,
            List<LateEvent> late,
            List<DeadLetter> deadLetters) {}

    /** Of what is in the topic now. */
    static Output of(AmlScenario aml) throws Exception {
        var ports = new UndisturbedAml(
                aml, aml.readCommitted(AmlTopics.of(aml.kafka()).transactions()));
        UndisturbedRun.of(aml, env -> AmlJob.define(env, aml.config(), ports));
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
                new TransactionReader(aml.config().maxFuture(), aml.config().rates()),
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
