package ai.finai.operators;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** See {@link Intake}. */
final class IntakeFunction extends ProcessFunction<Received<Transaction>, Transaction> {

    private static final long serialVersionUID = 1L;

    private transient RecordOutcomes outcomes;

    @Override
    public void open(OpenContext context) {
        outcomes = new RecordOutcomes(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Received<Transaction> received, Context context, Collector<Transaction> out) {
        Transaction transaction = received.transaction();
        if (transaction != null) {
            outcomes.valid();
            out.collect(transaction);
            return;
        }
        DeadLetter rejected = received.rejected();
        if (rejected != null) {
            outcomes.rejected(rejected.reason());
            context.output(Intake.REJECTED, rejected);
        }
    }
}
