package ai.finai.operators;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.state.Accepted;
import ai.finai.state.AcceptedSerializer;
import ai.finai.state.AmlState;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** See {@link Deduplicate}. */
final class DeduplicateFunction extends KeyedProcessFunction<String, Transaction, Transaction> {

    private static final long serialVersionUID = 1L;

    private final long window;

    private transient ValueState<Accepted> state;
    private transient TransactionJson json;
    private transient Counter duplicates;
    private transient Counter conflicts;

    /** @param window milliseconds of event time */
    DeduplicateFunction(long window) {
        this.window = window;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(AmlState.ACCEPTED.title(), AcceptedSerializer.INSTANCE));
        json = new TransactionJson();
        duplicates = getRuntimeContext().getMetricGroup().counter(Metrics.DUPLICATES);
        conflicts = getRuntimeContext().getMetricGroup().counter(Metrics.CONFLICTING_DUPLICATES);
    }

    @Override
    public void processElement(Transaction transaction, Context context, Collector<Transaction> out) throws Exception {
        long time = transaction.eventTime();
        long hash = ContentHash.of(transaction);
        Accepted known = state.value();
        Accepted same = known == null ? null : known.within(window, time);
        if (same == null) {
            state.update(new Accepted(time, hash, known));
            context.timerService().registerEventTimeTimer(end(time));
            out.collect(transaction);
        } else if (same.contentHash() == hash) {
            duplicates.inc();
        } else {
            conflicts.inc();
            context.output(Deduplicate.CONFLICTS, conflict(transaction));
        }
    }

    /** What is accepted at this time can repeat nothing that is remembered from before. */
    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Transaction> out) throws Exception {
        Accepted known = state.value();
        Accepted left = known == null ? null : known.after(time - window);
        if (left == null) {
            state.clear();
        } else if (left != known) {
            state.update(left);
        }
    }

    /** The watermark that makes every transaction within the window of {@code time} late. */
    private long end(long time) {
        return time > Long.MAX_VALUE - window ? Long.MAX_VALUE : time + window;
    }

    private DeadLetter conflict(Transaction transaction) {
        return DeadLetters.of(
                transaction.origin(),
                transaction.eventTime(),
                RejectionReason.CONFLICTING_DUPLICATE,
                "A transaction with this id and other content was accepted before; this one is written again in canonical"
                        + " form, as its bytes are gone. Send it under an id of its own if it is another payment.",
                transaction.transactionId().getBytes(StandardCharsets.UTF_8),
                json.write(transaction));
    }
}
