package ai.finai.training.price;

/**
 * Bars of a symbol, adjusted for splits, the oldest first.
 *
 * @param symbol its name
 * @param start of each bar, milliseconds since 1970-01-01T00:00:00Z, rising
 * @param open prices; as high, low and close all in one currency
 * @param volume shares, 0 where it is not known
 */
public record SymbolBars(
        String symbol, long[] start, double[] open, double[] high, double[] low, double[] close, double[] volume) {

    /** @throws IllegalArgumentException if the columns have different lengths or a bar does not follow the one before it */
    public SymbolBars {
        for (double[] column : new double[][] {open, high, low, close, volume}) {
            if (column.length != start.length) {
                throw new IllegalArgumentException(
                        symbol + ": columns of " + start.length + " and " + column.length + " bars");
            }
        }
        for (int i = 1; i < start.length; i++) {
            if (start[i] <= start[i - 1]) {
                throw new IllegalArgumentException(symbol + ": bar " + i + " does not follow the one before it");
            }
        }
    }

    public int size() {
        return start.length;
    }
}
