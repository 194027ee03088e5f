package ai.finai.events.market;

import ai.finai.events.Instants;
import ai.finai.events.Origin;

/**
 * A symbol's units are split, or put together. Bars that start at or after it are in the new units; what is kept of earlier
 * ones is put into them: prices divided by the ratio, volumes multiplied.
 *
 * @param symbol whose
 * @param effective milliseconds since 1970-01-01T00:00:00Z: its event time
 * @param ratio new units for an old one, from {@link #SMALLEST_RATIO} to {@link #LARGEST_RATIO}, not 1: 4 where one became
 *     four, 0.1 where ten became one
 * @param origin where it was read
 */
public record Split(String symbol, long effective, double ratio, Origin origin) implements MarketEvent {

    /** A million into one: beyond it a ratio is a mistake. */
    public static final double SMALLEST_RATIO = 0.000_001;

    /** One into a million. */
    public static final double LARGEST_RATIO = 1_000_000;

    @Override
    public long eventTime() {
        return effective;
    }

    /** A symbol has one split at a time: {@code AAPL@2026-01-06T00:00:00Z}. */
    @Override
    public String id() {
        return symbol + '@' + Instants.format(effective);
    }
}
