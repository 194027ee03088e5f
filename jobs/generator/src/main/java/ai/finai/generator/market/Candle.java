package ai.finai.generator.market;

import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.generator.Randomness;

/** A price that moves from bar to bar, and how far it went within the latest. */
final class Candle {

    private static final String CURRENCY = "USD";

    private double open;
    private double high;
    private double low;
    /** Of the latest bar, unrounded: from here it goes on, also while no bar is published. */
    private double close;

    Candle(double price) {
        this.close = price;
    }

    double price() {
        return close;
    }

    /** Into the units after a split. */
    void split(double ratio) {
        close /= ratio;
    }

    /**
     * Moves the price, and draws how far it went in between: the largest and the least of a Brownian bridge from open to close
     * (P. Glasserman, "Monte Carlo Methods in Financial Engineering", 2004, section 6.4), each by itself.
     *
     * @param gap log return before the bar
     * @param within log return from the gap's end to the close
     * @param deviation standard deviation that the usual part of it was drawn with
     */
    void move(double gap, double within, double deviation, Randomness random) {
        double first = 0.1 * deviation * random.between(-1.0, 1.0);
        double opened = close * growth(gap);
        open = opened * growth(first);
        close = opened * growth(within);
        double bridge = within - first;
        double variance = 2 * deviation * deviation;
        double up = variance * Quantiles.EXPONENTIAL.draw(random);
        double down = variance * Quantiles.EXPONENTIAL.draw(random);
        high = open * growth((bridge + Math.sqrt(bridge * bridge + up)) / 2);
        low = open * growth((bridge - Math.sqrt(bridge * bridge + down)) / 2);
    }

    /** The exponential; by its series, to some 1e-10, where that will do. */
    static double growth(double logReturn) {
        return Math.abs(logReturn) < 0.02
                ? 1 + logReturn * (1 + logReturn / 2 * (1 + logReturn / 3 * (1 + logReturn / 4)))
                : StrictMath.exp(logReturn);
    }

    /** The latest bar, in whole cents. */
    PriceBar bar(String symbol, long start, long interval, long volume, Origin origin) {
        // As computed they are in order already, but for what a double's last digit may do.
        long first = cents(open);
        long last = cents(close);
        long most = Math.max(cents(high), Math.max(first, last));
        long least = Math.min(cents(low), Math.min(first, last));
        return new PriceBar(
                symbol,
                start,
                interval,
                first / 100.0,
                most / 100.0,
                least / 100.0,
                last / 100.0,
                volume,
                CURRENCY,
                origin);
    }

    private static long cents(double price) {
        return Math.max(1, Math.round(price * 100));
    }
}
