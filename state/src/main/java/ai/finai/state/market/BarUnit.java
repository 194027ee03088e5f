package ai.finai.state.market;

import ai.finai.events.market.PriceBar;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the bars of a symbol have in common, without which none could be compared with the one before: the interval and the
 * currency of its first bar. Once there has been no such bar for {@link #QUIET_MILLIS}, or for three intervals where that is
 * longer, the next bar of others begins anew: a symbol may change its currency. So does the last of {@link #MOST_OTHERS} of
 * others in a row: the first bar may have been the wrong one. Changed in place; not thread-safe.
 */
public final class BarUnit {

    /** Longer than exchanges close for: ten days. */
    public static final long QUIET_MILLIS = 10L * 24 * 60 * 60 * 1_000;

    /** Half an hour of minutes: a symbol is not given up to one wrong bar, and one outage does not turn it. */
    public static final int MOST_OTHERS = 30;

    /** What a bar is to those before it. */
    public enum Fit {
        /** It can be compared with them. */
        SAME,
        /** It cannot, and they have ended: nothing of them is of use. */
        ANEW,
        /** It is of another interval, and does not count. */
        OTHER_INTERVAL,
        /** It is in another currency, and does not count. */
        OTHER_CURRENCY
    }

    private @Nullable String currency;
    private long interval;
    private long latestEnd = Long.MIN_VALUE;
    private int othersInARow;

    /** The next bar, in order of event time. */
    public Fit take(PriceBar bar) {
        Fit fit = fit(bar);
        if (fit == Fit.SAME || fit == Fit.ANEW) {
            currency = bar.currency();
            interval = bar.interval();
            latestEnd = bar.end();
            othersInARow = 0;
        } else {
            othersInARow++;
        }
        return fit;
    }

    private Fit fit(PriceBar bar) {
        if (currency == null || (interval == bar.interval() && currency.equals(bar.currency()))) {
            return Fit.SAME;
        }
        boolean haveEnded = bar.end() - latestEnd > Math.max(QUIET_MILLIS, 3 * interval);
        if (haveEnded || othersInARow + 1 >= MOST_OTHERS) {
            return Fit.ANEW;
        }
        return interval == bar.interval() ? Fit.OTHER_CURRENCY : Fit.OTHER_INTERVAL;
    }

    /** ISO 4217; null before the first bar. */
    public @Nullable String currency() {
        return currency;
    }

    /** Milliseconds; 0 before the first bar. */
    public long interval() {
        return interval;
    }

    /** A number of format belongs to the entry that this is a part of. */
    public void write(CompactWriter out) {
        out.writeString(currency);
        out.writeSigned(interval);
        out.writeSigned(latestEnd);
        out.writeSigned(othersInARow);
    }

    /** Reads what {@link #write} wrote. */
    public static BarUnit read(CompactReader in) {
        BarUnit unit = new BarUnit();
        unit.currency = in.readRepeated();
        unit.interval = in.readSigned();
        unit.latestEnd = in.readSigned();
        unit.othersInARow = Math.toIntExact(in.readSigned());
        return unit;
    }

    /** {@code PT1M in USD}. */
    @Override
    public String toString() {
        return Duration.ofMillis(interval) + " in " + Objects.requireNonNullElse(currency, "no currency yet");
    }
}
