package ai.finai.patterns.market;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which symbols a rule watches. A null set restricts nothing.
 *
 * @param symbols the only ones
 * @param exceptSymbols left out
 */
public record SymbolScope(
        @Nullable Set<String> symbols, @Nullable Set<String> exceptSymbols) implements Serializable {

    public static final SymbolScope EVERYTHING = new SymbolScope(null, null);

    public SymbolScope {
        symbols = symbols == null ? null : Set.copyOf(symbols);
        exceptSymbols = exceptSymbols == null ? null : Set.copyOf(exceptSymbols);
    }

    public boolean covers(String symbol) {
        return (symbols == null || symbols.contains(symbol))
                && (exceptSymbols == null || !exceptSymbols.contains(symbol));
    }
}
