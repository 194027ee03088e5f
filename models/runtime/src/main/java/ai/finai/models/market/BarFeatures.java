package ai.finai.models.market;

/**
 * Computes every {@link MarketFeature} of a symbol's bars, one after the other: the one class that training and serving
 * share. The same bars in the same order give the same bits, on every machine.
 *
 * <p>Each value is finite and within its feature's bounds, whatever the bar. Nothing of a later bar can reach an earlier
 * one's features: they are given away before it is seen.
 */
public final class BarFeatures {

    /** Weight of a bar in the mean of squares, against that of the one after it. */
    private static final double FAST = 0.94;

    private static final double SLOW = 0.99;
    private static final double VOLUME = 0.95;

    private BarFeatures() {}

    /**
     * Takes a symbol's next bar.
     *
     * @param history of the symbol; it takes the bar in
     * @param open price, above 0; as high, low and close in the currency and after the splits of the bar before
     * @param volume shares, not below 0; 0 where it is not known
     * @param out gets {@link MarketFeature#COUNT} values in the order of {@link MarketFeature}, if there are any
     * @param offset where in {@code out} they begin
     * @return false, and nothing in {@code out}, for a symbol's first bar, which has none before it; and for a bar that
     *     cannot be (a price that is not above 0 or not finite, a high below the low, a volume that is negative or not
     *     finite), which the history does not take in
     */
    public static boolean next(
            BarHistory history,
            double open,
            double high,
            double low,
            double close,
            double volume,
            float[] out,
            int offset) {
        if (!price(open) || !price(high) || !price(low) || !price(close) || !(high >= low) || !amount(volume)) {
            return false;
        }
        double logVolume = StrictMath.log(volume + 1);
        boolean known = history.known();
        if (known) {
            // Bounded before it is squared: no bar, however wild, makes a mean infinite.
            double change = bounded(MarketFeature.RETURN, StrictMath.log(close / history.close));
            double square = change * change;
            double surprise = history.logVolumeWeight > 0 ? logVolume - history.logVolume / history.logVolumeWeight : 0;
            history.squares = FAST * history.squares + (1 - FAST) * square;
            history.squaresWeight = FAST * history.squaresWeight + (1 - FAST);
            history.slowSquares = SLOW * history.slowSquares + (1 - SLOW) * square;
            history.slowSquaresWeight = SLOW * history.slowSquaresWeight + (1 - SLOW);

            set(out, offset, MarketFeature.RETURN, change);
            set(out, offset, MarketFeature.GAP, StrictMath.log(open / history.close));
            set(out, offset, MarketFeature.RANGE, StrictMath.log(high / low));
            set(out, offset, MarketFeature.PLACE, high > low ? 2 * (close - low) / (high - low) - 1 : 0);
            set(out, offset, MarketFeature.VOLUME_SURPRISE, surprise);
            set(out, offset, MarketFeature.VOLATILITY, Math.sqrt(history.squares / history.squaresWeight));
            set(out, offset, MarketFeature.VOLATILITY_SLOW, Math.sqrt(history.slowSquares / history.slowSquaresWeight));
        }
        history.logVolume = VOLUME * history.logVolume + (1 - VOLUME) * logVolume;
        history.logVolumeWeight = VOLUME * history.logVolumeWeight + (1 - VOLUME);
        history.close = close;
        return known;
    }

    private static boolean price(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    private static boolean amount(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    private static void set(float[] out, int offset, MarketFeature feature, double value) {
        out[offset + feature.ordinal()] = (float) bounded(feature, value);
    }

    private static double bounded(MarketFeature feature, double value) {
        return Math.max(feature.lowest(), Math.min(feature.highest(), value));
    }
}
