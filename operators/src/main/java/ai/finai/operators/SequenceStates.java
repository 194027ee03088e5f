package ai.finai.operators;

import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AccountSequence;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.jspecify.annotations.Nullable;

/**
 * Each account's sequence, as keyed state. An account without postings for {@link AccountSequence#RETENTION_MILLIS} of event
 * time is forgotten: one timer an account looks whether there were any, and sets the next one if so.
 */
final class SequenceStates implements SequenceScorer.Sequences, Triggerable<String, VoidNamespace> {

    private final KeyContext keys;
    private final ValueState<AccountSequence> sequences;
    private InternalTimerService<VoidNamespace> timers;

    @SuppressWarnings("NullAway.Init") // the service is made with this, and comes right after
    SequenceStates(KeyContext keys, ValueState<AccountSequence> sequences) {
        this.keys = keys;
        this.sequences = sequences;
    }

    SequenceStates with(InternalTimerService<VoidNamespace> service) {
        timers = service;
        return this;
    }

    @Override
    public @Nullable AccountSequence read(String account) throws Exception {
        keys.setCurrentKey(account);
        return sequences.value();
    }

    @Override
    public void write(String account, AccountSequence sequence) throws Exception {
        keys.setCurrentKey(account);
        if (sequence.forgetTimer() == AccountSequence.NEVER) {
            setTimer(sequence);
        }
        sequences.update(sequence);
    }

    private void setTimer(AccountSequence sequence) {
        long time = sequence.history().lastTime() + AccountSequence.RETENTION_MILLIS;
        sequence.forgetTimer(time);
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        AccountSequence sequence = sequences.value();
        if (sequence == null || sequence.forgetTimer() != timer.getTimestamp()) {
            return;
        }
        if (sequence.history().lastTime() + AccountSequence.RETENTION_MILLIS > timer.getTimestamp()) {
            setTimer(sequence);
            sequences.update(sequence);
        } else {
            sequences.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }
}
