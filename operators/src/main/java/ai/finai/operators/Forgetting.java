package ai.finai.operators;

import ai.finai.state.Forgettable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of accounts until one has had no postings for {@link Forgettable#RETENTION_MILLIS} of event time: a timer
 * looks whether there were any, and is set anew if so. States of an account that are first written with the same posting
 * have one timer together, as timers of a key and a time are one.
 */
final class Forgetting implements Triggerable<String, VoidNamespace> {

    private final KeyContext keys;
    private final List<Kept<?>> states = new ArrayList<>();
    private InternalTimerService<VoidNamespace> timers;

    @SuppressWarnings("NullAway.Init") // the service is made with this, and comes right after
    Forgetting(KeyContext keys) {
        this.keys = keys;
    }

    void with(InternalTimerService<VoidNamespace> service) {
        timers = service;
    }

    /** @param beside what else goes when an account is forgotten */
    <S extends Forgettable> Kept<S> keep(ValueState<S> state, ValueState<?>... beside) {
        Kept<S> kept = new Kept<>(state, List.of(beside));
        states.add(kept);
        return kept;
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        for (Kept<?> state : states) {
            state.look(timer.getTimestamp());
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }

    /** One of the states. */
    final class Kept<S extends Forgettable> {

        private final ValueState<S> state;
        private final List<ValueState<?>> beside;

        private Kept(ValueState<S> state, List<ValueState<?>> beside) {
            this.state = state;
            this.beside = beside;
        }

        /** Makes an account the current one, for other states too. */
        void choose(String account) {
            keys.setCurrentKey(account);
        }

        /** Of an account; null where there is none. */
        @Nullable
        S read(String account) throws Exception {
            choose(account);
            return state.value();
        }

        void write(String account, S value) throws Exception {
            choose(account);
            if (value.forgetTimer() == Forgettable.NEVER) {
                setTimer(value);
            }
            state.update(value);
        }

        private void setTimer(S value) {
            long time = value.lastPosting() + Forgettable.RETENTION_MILLIS;
            value.forgetTimer(time);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
        }

        /** Of the current account. */
        private void look(long time) throws Exception {
            S value = state.value();
            if (value == null || value.forgetTimer() != time) {
                return;
            }
            if (value.lastPosting() + Forgettable.RETENTION_MILLIS > time) {
                setTimer(value);
                state.update(value);
            } else {
                state.clear();
                beside.forEach(ValueState::clear);
            }
        }
    }
}
