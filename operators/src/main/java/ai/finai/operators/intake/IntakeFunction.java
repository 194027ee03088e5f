package ai.finai.operators.intake;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** See {@link Intake}. */
final class IntakeFunction<T> extends ProcessFunction<Received<T>, T> {

    private static final long serialVersionUID = 1L;

    private transient RecordOutcomes outcomes;

    @Override
    public void open(OpenContext context) {
        outcomes = new RecordOutcomes(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Received<T> received, Context context, Collector<T> out) {
        T event = received.event();
        if (event != null) {
            outcomes.valid();
            out.collect(event);
            return;
        }
        DeadLetter rejected = received.rejected();
        if (rejected != null) {
            outcomes.rejected(rejected.reason());
            context.output(Intake.REJECTED, rejected);
        }
    }
}
