package ai.finai.operators;

import ai.finai.events.Transaction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** See {@link Deduplicate}. */
final class DeduplicateFunction extends KeyedProcessFunction<String, Transaction, Transaction> {

    private static final long serialVersionUID = 1L;

    private final long window;

    /** @param window milliseconds of event time */
    DeduplicateFunction(long window) {
        this.window = window;
    }

    @Override
    public void processElement(Transaction transaction, Context context, Collector<Transaction> out) {
        throw new UnsupportedOperationException("window " + window);
    }
}
