package ai.finai.operators.market;

import ai.finai.operators.ControlMessage;
import ai.finai.state.market.SymbolEvent;
import org.jspecify.annotations.Nullable;

/**
 * What every subtask that watches symbols is told; exactly one of the two is there.
 *
 * @param ofIndex a bar or a split of the index
 * @param control an instruction
 */
public record ToAllSymbols(
        @Nullable SymbolEvent ofIndex, @Nullable ControlMessage control) {

    public static ToAllSymbols of(SymbolEvent ofIndex) {
        return new ToAllSymbols(ofIndex, null);
    }

    public static ToAllSymbols of(ControlMessage control) {
        return new ToAllSymbols(null, control);
    }
}
