package ai.finai.operators.intake;

import ai.finai.events.DeadLetter;
import ai.finai.events.Transaction;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.util.OutputTag;

/** The deduplication of transactions as an operator, for harnesses. */
public final class Deduplication {

    public static final OutputTag<DeadLetter> CONFLICTS = Deduplicate.CONFLICTS;

    private Deduplication() {}

    public static KeyedProcessOperator<Integer, Transaction, Transaction> operator(Duration window) {
        return new KeyedProcessOperator<>(new DeduplicateFunction<>(EventKinds.TRANSACTION, window.toMillis()));
    }

    /** The stage's key. */
    public static int shard(Transaction transaction) {
        return DeduplicateFunction.shard(transaction);
    }
}
