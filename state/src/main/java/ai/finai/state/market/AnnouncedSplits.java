package ai.finai.state.market;

import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Splits of one symbol after which no bar has begun yet. Whatever was announced, nothing here fails: what no price can be
 * divided by is left out, and what would leave the numbers stays at their end. Changed in place; not thread-safe.
 */
public final class AnnouncedSplits {

    /** At most; of more, those that take effect last are dropped. */
    private static final int MOST = 16;

    private final List<Split> splits = new ArrayList<>(0);
    private long latestStart = Long.MIN_VALUE;

    /** Whether no bar has begun after a split yet: it can still be announced. */
    public boolean isInTime(Split split) {
        return split.effective() > latestStart;
    }

    /** Notes a split. One at the same time as another is the same. */
    public void announce(Split split) {
        if (!isRatio(split.ratio())) {
            return;
        }
        splits.removeIf(other -> other.effective() == split.effective());
        splits.add(split);
        splits.sort(Comparator.comparingLong(Split::effective));
        if (splits.size() > MOST) {
            splits.remove(MOST);
        }
    }

    /**
     * Takes out the splits that a bar is the first one after.
     *
     * @param start of the bar
     * @return what they come to: new units for an old one, positive and finite, 1 without any
     */
    public double until(long start) {
        latestStart = Math.max(latestStart, start);
        double ratio = 1;
        while (!splits.isEmpty() && splits.get(0).effective() <= start) {
            ratio = inNumbers(ratio * splits.remove(0).ratio());
        }
        return ratio;
    }

    /** A price in units after a split, positive and finite; NaN stays NaN. @param ratio as {@link #until} gives it */
    public static double divided(double price, double ratio) {
        return inNumbers(price / ratio);
    }

    static boolean isRatio(double ratio) {
        return ratio > 0 && ratio < Double.POSITIVE_INFINITY;
    }

    private static double inNumbers(double value) {
        return Math.max(Double.MIN_NORMAL, Math.min(Double.MAX_VALUE, value));
    }

    /** A number of format belongs to the entry that this is a part of. */
    public void write(CompactWriter out) {
        out.writeSigned(latestStart);
        out.writeInt(splits.size());
        splits.forEach(split -> MarketCodec.write(out, split));
    }

    /** Reads what {@link #write} wrote. */
    public static AnnouncedSplits read(CompactReader in) {
        AnnouncedSplits read = new AnnouncedSplits();
        read.latestStart = in.readSigned();
        for (int left = in.readInt(); left > 0; left--) {
            read.announce(MarketCodec.readSplit(in));
        }
        return read;
    }
}
