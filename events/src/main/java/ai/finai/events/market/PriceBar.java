package ai.finai.events.market;

import ai.finai.events.Instants;
import ai.finai.events.Origin;

/**
 * What was paid for a symbol in an interval of time. Known when the interval is over: a bar's event time is its
 * {@link #end}.
 *
 * <p>Prices are doubles, as everything computed from them is: a decimal text of at most 15 significant digits, which is
 * all that the reader takes, comes out of a double as it went in.
 *
 * @param symbol as the exchange or vendor names it
 * @param start of the interval, inclusive, milliseconds since 1970-01-01T00:00:00Z
 * @param interval its length in milliseconds, positive
 * @param open first price, in units of {@code currency}, positive; as the others
 * @param high at least open, low and close
 * @param low at most open, high and close
 * @param close last price
 * @param volume units that changed hands, not negative
 * @param currency ISO 4217
 * @param origin where it was read
 */
public record PriceBar(
        String symbol,
        long start,
        long interval,
        double open,
        double high,
        double low,
        double close,
        long volume,
        String currency,
        Origin origin)
        implements MarketEvent {

    /** Characters of a symbol, at most. */
    public static final int MAX_SYMBOL = 64;

    /** First instant after the interval: the bar's event time. */
    public long end() {
        return start + interval;
    }

    @Override
    public long eventTime() {
        return end();
    }

    /** A symbol has one bar of an interval: {@code AAPL@2026-01-05T14:30:00Z/60000}. */
    @Override
    public String id() {
        return symbol + '@' + Instants.format(start) + '/' + interval;
    }
}
