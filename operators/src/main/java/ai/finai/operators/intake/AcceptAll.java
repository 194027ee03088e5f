package ai.finai.operators.intake;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** {@link Deduplicate} switched off. */
final class AcceptAll<T> extends ProcessFunction<T, T> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(T event, Context context, Collector<T> out) {
        out.collect(event);
    }
}
