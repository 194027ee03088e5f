package ai.finai.jobs.observability;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlPorts;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Production's ports; before the archive the job fails once over a transaction, which the exception's message has in it. */
record FailingOnce(AmlPorts ports) implements AmlPorts {

    private static final AtomicBoolean FAILED = new AtomicBoolean();

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return ports.transactions(env);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ports.control(env);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        ports.publish(watched, rejected, conflicts);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        ports.archive(accepted.map(new Fail()).uid("fail once").returns(accepted.getType()), postings, alerts);
    }

    private static final class Fail implements MapFunction<Transaction, Transaction> {

        private static final long serialVersionUID = 1L;

        @Override
        public Transaction map(Transaction transaction) {
            if (transaction.transactionId().equals(ObservedJobs.FAILED) && !FAILED.getAndSet(true)) {
                throw new IllegalStateException("cannot keep " + transaction);
            }
            return transaction;
        }
    }
}
