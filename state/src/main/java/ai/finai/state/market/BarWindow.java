package ai.finai.state.market;

import ai.finai.events.market.PriceBar;
import ai.finai.models.contract.WindowContract;
import ai.finai.models.market.BarFeatures;
import ai.finai.models.market.BarHistory;
import ai.finai.models.market.MarketFeature;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;

/**
 * The features of a symbol's latest bars, from which a window model foretells the next one, and what the next bar's features
 * are computed from. All features are kept, so that another model finds what it takes. Of a fixed size: four bytes a feature
 * and bar, and 68. Changed in place; not thread-safe.
 */
public final class BarWindow {

    private final int length;
    private final long interval;
    private final BarHistory history;

    /** The oldest first; the first {@link #filled} bars are set. */
    private final float[] features;

    /** Of the bar that is being taken in. */
    private final float[] next = new float[MarketFeature.COUNT];

    private int filled;
    private long end = Long.MIN_VALUE;

    /**
     * Of a symbol without bars.
     *
     * @param length bars that are kept, from 1 to {@link WindowContract#LONGEST}
     * @param interval of a bar, milliseconds
     */
    public BarWindow(int length, long interval) {
        if (length < 1 || length > WindowContract.LONGEST) {
            throw new IllegalArgumentException(
                    "a window of " + length + " bars: must be from 1 to " + WindowContract.LONGEST);
        }
        this.length = length;
        this.interval = interval;
        history = new BarHistory();
        features = new float[length * MarketFeature.COUNT];
    }

    /** Bars that are kept. */
    public int length() {
        return length;
    }

    /** Of a bar, milliseconds. */
    public long interval() {
        return interval;
    }

    /** Whether as many bars are there as are kept. */
    public boolean isFull() {
        return filled == length;
    }

    /** {@link MarketFeature#COUNT} a bar, the oldest first. Not to be changed. */
    public float[] features() {
        return features;
    }

    /**
     * Itself, or one of another length with the latest bars that both can hold. Of bars of another interval it is one without
     * bars.
     */
    public BarWindow fit(int other, long otherInterval) {
        if (other == length && otherInterval == interval) {
            return this;
        }
        BarWindow fitted = new BarWindow(other, otherInterval);
        if (otherInterval != interval) {
            return fitted;
        }
        fitted.end = end;
        fitted.filled = Math.min(filled, other);
        System.arraycopy(
                features,
                (filled - fitted.filled) * MarketFeature.COUNT,
                fitted.features,
                0,
                fitted.filled * MarketFeature.COUNT);
        double[] numbers = new double[BarHistory.NUMBERS];
        history.write(numbers, 0);
        fitted.history.read(numbers, 0);
        return fitted;
    }

    /** Before the first bar after a split, see {@link BarHistory#split}. A ratio that is not positive and finite changes nothing. */
    public void split(double ratio) {
        if (AnnouncedSplits.isRatio(ratio)) {
            history.split(ratio);
        }
    }

    /** When the last bar ended, milliseconds since 1970-01-01T00:00:00Z. */
    public long end() {
        return end;
    }

    /** Takes the next bar in, see {@link BarFeatures#next}; the oldest goes where there is no place left. */
    public void add(PriceBar bar) {
        end = bar.end();
        if (!BarFeatures.next(history, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume(), next, 0)) {
            return;
        }
        if (isFull()) {
            System.arraycopy(features, MarketFeature.COUNT, features, 0, features.length - MarketFeature.COUNT);
            filled--;
        }
        System.arraycopy(next, 0, features, filled * MarketFeature.COUNT, MarketFeature.COUNT);
        filled++;
    }

    void write(CompactWriter out) {
        out.writeShort(length);
        out.writeShort(filled);
        out.writeFixedLong(interval);
        out.writeFixedLong(end);
        double[] numbers = new double[BarHistory.NUMBERS];
        history.write(numbers, 0);
        out.writeDoubles(numbers);
        out.writeFloats(features, 0, filled * MarketFeature.COUNT);
    }

    static BarWindow read(CompactReader in) throws IOException {
        int length = in.readShort();
        int filled = in.readShort();
        if (length < 1 || length > WindowContract.LONGEST || filled < 0 || filled > length) {
            throw new IOException("not a symbol's window: " + filled + " bars of " + length);
        }
        BarWindow read = new BarWindow(length, in.readFixedLong());
        read.end = in.readFixedLong();
        double[] numbers = new double[BarHistory.NUMBERS];
        in.readDoubles(numbers);
        read.history.read(numbers, 0);
        read.filled = filled;
        in.readFloats(read.features, 0, filled * MarketFeature.COUNT);
        return read;
    }
}
