package ai.finai.operators;

import ai.finai.events.Transaction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** {@link Deduplicate} switched off. */
final class AcceptAll extends ProcessFunction<Transaction, Transaction> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Transaction transaction, Context context, Collector<Transaction> out) {
        out.collect(transaction);
    }
}
