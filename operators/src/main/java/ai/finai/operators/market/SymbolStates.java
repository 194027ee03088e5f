package ai.finai.operators.market;

import ai.finai.state.market.SymbolState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** The states of the symbols of a batch: each is read once, and written once at its end. */
final class SymbolStates {

    /** States in memory at a time: a catch-up releases more events than fit. */
    private static final int MOST = 2_048;

    /** What is due of a symbol next. */
    interface Next {

        /** @return event time; {@link SymbolState#NEVER} for nothing */
        long of(String symbol, SymbolState state);
    }

    /** Makes a symbol the one that Flink's state is of. */
    interface Key {

        void set(String symbol);
    }

    private final ValueState<SymbolState> kept;
    private final SymbolTimers timers;
    private final Key key;
    private final Next next;

    /** What was read and is to be written. */
    private final Map<String, SymbolState> batch = new LinkedHashMap<>();

    SymbolStates(ValueState<SymbolState> kept, SymbolTimers timers, Key key, Next next) {
        this.kept = kept;
        this.timers = timers;
        this.key = key;
        this.next = next;
    }

    boolean isFull() {
        return batch.size() == MOST;
    }

    /** Of a symbol; a new one where nothing is known of it. */
    SymbolState of(String symbol) throws Exception {
        SymbolState state = batch.get(symbol);
        if (state == null) {
            key.set(symbol);
            SymbolState before = kept.value();
            state = before == null ? new SymbolState() : before;
            batch.put(symbol, state);
        }
        return state;
    }

    /** Takes the place of the one that there is. */
    void replace(String symbol, SymbolState state) {
        batch.put(symbol, state);
    }

    /** Writes what was read, and begins a new batch. */
    void write() throws Exception {
        for (Map.Entry<String, SymbolState> entry : batch.entrySet()) {
            key.set(entry.getKey());
            keep(entry.getKey(), entry.getValue());
        }
        batch.clear();
    }

    /** Begins a new batch; what was read stays as it was. */
    void leave() {
        batch.clear();
    }

    /** Of the symbol that Flink's state is of; null where nothing is known. */
    @Nullable
    SymbolState current() throws Exception {
        return kept.value();
    }

    /** Writes the state of the symbol that Flink's state is of, and sees to it that it is looked at again when it must be. */
    void keep(String symbol, SymbolState state) throws Exception {
        timers.set(state, next.of(symbol, state));
        kept.update(state);
    }

    /** Forgets the symbol that Flink's state is of. */
    void forget() {
        kept.clear();
    }
}
