package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;

/**
 * What is kept of a symbol to compute the statistics of its next bar, and those of the latest one. Of a fixed size, that of
 * its windows ({@link StatisticsWindows#bytes()}), however long the symbol trades. Changed in place, bar by bar, by
 * {@code ai.finai.operators.market.statistics.MarketStatistics} only; not thread-safe.
 *
 * <p>Prices and volumes in here are those of shares as they are now: {@link #split} adjusts all that is kept.
 */
public final class SymbolStatistics {

    /** Three windows, bars, close, two variances, the latest bar's statistics. */
    static final int FIXED_BYTES =
            3 * Short.BYTES + Long.BYTES + Double.BYTES + 2 * DecayedVariance.BYTES + BarStatistics.BYTES;

    private final StatisticsWindows windows;
    private long bars;
    private double lastClose = Double.NaN;
    private final DecayedVariance variance;
    private final DecayedVariance longVariance;
    private final SortedWindow returns;
    private final SortedWindow logVolumes;
    private final MaximumWindow closes;
    private final PairWindow pairs;
    private final BarStatistics latest;

    /** Of a symbol without bars. */
    public SymbolStatistics(StatisticsWindows windows) {
        this(
                windows,
                new DecayedVariance(),
                new DecayedVariance(),
                new SortedWindow(windows.robust()),
                new SortedWindow(windows.robust()),
                new MaximumWindow(windows.drawdown()),
                new PairWindow(windows.index()),
                new BarStatistics());
    }

    private SymbolStatistics(
            StatisticsWindows windows,
            DecayedVariance variance,
            DecayedVariance longVariance,
            SortedWindow returns,
            SortedWindow logVolumes,
            MaximumWindow closes,
            PairWindow pairs,
            BarStatistics latest) {
        this.windows = windows;
        this.variance = variance;
        this.longVariance = longVariance;
        this.returns = returns;
        this.logVolumes = logVolumes;
        this.closes = closes;
        this.pairs = pairs;
        this.latest = latest;
    }

    /** One that changes by itself. */
    public SymbolStatistics copy() {
        return from(
                windows,
                new SortedWindow(returns),
                new SortedWindow(logVolumes),
                new MaximumWindow(closes),
                new PairWindow(pairs));
    }

    /**
     * One with other windows: the latest values that they can hold. A longer window is not full at once, and what is computed
     * from it is undefined again until it holds enough. For state that was written under another configuration.
     */
    public SymbolStatistics resized(StatisticsWindows others) {
        return from(
                others,
                returns.resized(others.robust()),
                logVolumes.resized(others.robust()),
                closes.resized(others.drawdown()),
                pairs.resized(others.index()));
    }

    private SymbolStatistics from(
            StatisticsWindows ofWindows,
            SortedWindow ofReturns,
            SortedWindow ofVolumes,
            MaximumWindow ofCloses,
            PairWindow ofPairs) {
        SymbolStatistics other = new SymbolStatistics(
                ofWindows,
                new DecayedVariance(variance),
                new DecayedVariance(longVariance),
                ofReturns,
                ofVolumes,
                ofCloses,
                ofPairs,
                new BarStatistics(latest));
        other.bars = bars;
        other.lastClose = lastClose;
        return other;
    }

    public StatisticsWindows windows() {
        return windows;
    }

    /** How many bars there were, the latest included. */
    public long bars() {
        return bars;
    }

    /** Close of the latest bar, in shares as they are now; NaN before the first. */
    public double lastClose() {
        return lastClose;
    }

    /** Notes that a bar has been taken in. */
    public void closed(double close) {
        lastClose = close;
        bars++;
    }

    /** Of the returns so far. */
    public DecayedVariance variance() {
        return variance;
    }

    /** Of the returns so far, with a slower decay. */
    public DecayedVariance longVariance() {
        return longVariance;
    }

    /** The latest log returns. */
    public SortedWindow returns() {
        return returns;
    }

    /** Of the latest volumes the natural logarithm of one more. */
    public SortedWindow logVolumes() {
        return logVolumes;
    }

    /** The highest of the latest closes. */
    public MaximumWindow closes() {
        return closes;
    }

    /** The latest log returns for which that of the index is known, with it. */
    public PairWindow pairs() {
        return pairs;
    }

    /** Of the latest bar. The same object after every bar: copy what is to stay. */
    public BarStatistics latest() {
        return latest;
    }

    /**
     * Adjusts closes and volumes to a split before the first bar that trades at the new price: statistics go on as if shares
     * had always been the new ones. Returns and the latest bar's statistics are shares of a price and stay.
     *
     * <p>Nothing that is kept ever becomes infinite or, of prices, 0 by it, whatever splits there are.
     *
     * @param ratio new shares for an old one; 4 divides prices by four, 0.1 is ten into one. One that is not positive and
     *     finite changes nothing
     */
    public void split(double ratio) {
        if (!AnnouncedSplits.isRatio(ratio)) {
            return;
        }
        lastClose = AnnouncedSplits.divided(lastClose, ratio);
        closes.map(close -> AnnouncedSplits.divided(close, ratio));
        logVolumes.map(logVolume -> StrictMath.log1p(Math.min(Double.MAX_VALUE, StrictMath.expm1(logVolume) * ratio)));
    }

    /** Writes {@link StatisticsWindows#bytes()} bytes. */
    public void write(CompactWriter out) {
        out.writeShort(windows.robust());
        out.writeShort(windows.drawdown());
        out.writeShort(windows.index());
        out.writeFixedLong(bars);
        out.writeDouble(lastClose);
        variance.write(out);
        longVariance.write(out);
        latest.write(out);
        returns.write(out);
        logVolumes.write(out);
        closes.write(out);
        pairs.write(out);
    }

    /**
     * Reads what {@link #write} wrote; goes on with the same bits as the one that was written would have.
     *
     * @throws IOException if the bytes cannot be those of a symbol's statistics
     */
    public static SymbolStatistics read(CompactReader in) throws IOException {
        StatisticsWindows windows = readWindows(in);
        long bars = in.readFixedLong();
        double lastClose = in.readDouble();
        DecayedVariance variance = DecayedVariance.read(in);
        DecayedVariance longVariance = DecayedVariance.read(in);
        BarStatistics latest = BarStatistics.read(in);
        SymbolStatistics read = new SymbolStatistics(
                windows,
                variance,
                longVariance,
                SortedWindow.read(in, windows.robust()),
                SortedWindow.read(in, windows.robust()),
                MaximumWindow.read(in, windows.drawdown()),
                PairWindow.read(in, windows.index()),
                latest);
        read.bars = bars;
        read.lastClose = lastClose;
        return read;
    }

    private static StatisticsWindows readWindows(CompactReader in) throws IOException {
        try {
            return new StatisticsWindows(in.readShort(), in.readShort(), in.readShort());
        } catch (IllegalArgumentException outOfRange) {
            throw new IOException("not a symbol's statistics: " + outOfRange.getMessage(), outOfRange);
        }
    }
}
