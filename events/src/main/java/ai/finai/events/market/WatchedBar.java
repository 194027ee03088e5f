package ai.finai.events.market;

import org.jspecify.annotations.Nullable;

/**
 * A bar with what was computed from it: a row of the {@code bars} table. Where a figure is undefined (too few bars so far, a
 * late bar) it is NaN.
 *
 * @param bar as it came in
 * @param late whether it came after the watermark had passed its end: archived, and without figures
 * @param logReturn natural logarithm of the close over the close before, that put into the units of this bar where there
 *     was a split
 * @param gap the same of the open over the close before
 * @param volatility standard deviation that was expected of the return, from the bars before
 * @param longVolatility the same over a longer past
 * @param zScore robust z-score of the return among the returns before
 * @param volumeZScore robust z-score of the logarithm of the volume among those before
 * @param drawdown how far the close is below the highest of late, from 0 to 1
 * @param correlation of returns with the index's, from -1 to 1
 * @param beta slope of returns on the index's
 * @param forecast what a model expected of the return, before; null without a model
 */
public record WatchedBar(
        PriceBar bar,
        boolean late,
        double logReturn,
        double gap,
        double volatility,
        double longVolatility,
        double zScore,
        double volumeZScore,
        double drawdown,
        double correlation,
        double beta,
        @Nullable Forecast forecast) {

    public static WatchedBar late(PriceBar bar) {
        double none = Double.NaN;
        return new WatchedBar(bar, true, none, none, none, none, none, none, none, none, none, null);
    }
}
