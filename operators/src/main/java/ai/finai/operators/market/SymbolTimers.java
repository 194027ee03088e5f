package ai.finai.operators.market;

import ai.finai.state.market.SymbolState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * When the current symbol is looked at though nothing comes about it: when something is due to be said of it, and when it is to
 * be forgotten. Both are timers of one service, which fires them in order of time; those of two would fire in any order where
 * event time passes both at once, and what is due would be forgotten unsaid.
 */
final class SymbolTimers {

    private final InternalTimerService<VoidNamespace> service;

    SymbolTimers(InternalTimerService<VoidNamespace> service) {
        this.service = service;
    }

    /** @param due event time; {@link SymbolState#NEVER} for nothing */
    void set(SymbolState state, long due) {
        if (state.forgetTimer() == SymbolState.NEVER) {
            state.forgetTimer(state.lastEvent() + SymbolState.RETENTION_MILLIS);
            service.registerEventTimeTimer(VoidNamespace.INSTANCE, state.forgetTimer());
        }
        if (due == state.timer()) {
            return;
        }
        if (state.timer() != SymbolState.NEVER && state.timer() != state.forgetTimer()) {
            service.deleteEventTimeTimer(VoidNamespace.INSTANCE, state.timer());
        }
        if (due != SymbolState.NEVER) {
            service.registerEventTimeTimer(VoidNamespace.INSTANCE, due);
        }
        state.timer(due);
    }
}
