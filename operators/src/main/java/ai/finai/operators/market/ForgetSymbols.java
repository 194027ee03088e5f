package ai.finai.operators.market;

import ai.finai.state.market.SymbolState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * Forgets symbols without events for {@link SymbolState#RETENTION_MILLIS} of event time: one timer a symbol looks whether there
 * were any, and sets the next one if so.
 */
final class ForgetSymbols implements Triggerable<String, VoidNamespace> {

    private final ValueState<SymbolState> states;
    private InternalTimerService<VoidNamespace> timers;

    @SuppressWarnings("NullAway.Init") // the service is made with this, and comes right after
    ForgetSymbols(ValueState<SymbolState> states) {
        this.states = states;
    }

    ForgetSymbols with(InternalTimerService<VoidNamespace> service) {
        timers = service;
        return this;
    }

    /** Sees to it that the current symbol is looked at in time. */
    void watch(SymbolState state) {
        if (state.forgetTimer() == SymbolState.NEVER) {
            long time = state.lastEvent() + SymbolState.RETENTION_MILLIS;
            state.forgetTimer(time);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        SymbolState state = states.value();
        if (state == null || state.forgetTimer() != timer.getTimestamp()) {
            return;
        }
        if (state.lastEvent() + SymbolState.RETENTION_MILLIS > timer.getTimestamp()) {
            state.forgetTimer(SymbolState.NEVER);
            watch(state);
            states.update(state);
        } else {
            states.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }
}
