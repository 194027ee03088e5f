package ai.finai.operators.market.statistics;

import static ai.finai.state.market.StatisticsWindows.enough;

import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.PairWindow;
import ai.finai.state.market.SortedWindow;
import ai.finai.state.market.SymbolStatistics;

/**
 * Computes the statistics of a symbol's bars, one after the other. What a bar is compared with comes from the bars before it
 * only, so that a jump does not hide behind itself. The same bars in the same order give the same bits, on every machine.
 *
 * <p>Holds nothing of a symbol and no scratch space: one may serve many threads. A bar allocates nothing and costs time in
 * proportion to the windows.
 */
public final class MarketStatistics {

    private final StatisticsParameters parameters;
    private final long enough;
    private final long longEnough;

    public MarketStatistics(StatisticsParameters parameters) {
        this.parameters = parameters;
        this.enough = StatisticsParameters.enough(parameters.decay());
        this.longEnough = StatisticsParameters.enough(parameters.longDecay());
    }

    /** Of a symbol that is seen for the first time. */
    public SymbolStatistics first() {
        return new SymbolStatistics(parameters.windows());
    }

    /** The same statistics with the windows of these parameters: itself, where it has them already. */
    public SymbolStatistics fit(SymbolStatistics statistics) {
        return statistics.windows().equals(parameters.windows())
                ? statistics
                : statistics.resized(parameters.windows());
    }

    /**
     * Takes a symbol's next bar. Bars are all of one interval, and each is later than the one before it.
     *
     * @param statistics of the symbol; they take the bar in, and must fit the windows of the parameters
     * @param open price, finite and above 0
     * @param close price, finite and above 0
     * @param volume shares, 0 or more; 0 where nothing was traded
     * @param indexReturn log return of the index over the same time; NaN where it is not known, and then the bar does not
     *     count in correlation and beta
     * @return {@link SymbolStatistics#latest()}, which the next bar changes
     */
    public BarStatistics next(SymbolStatistics statistics, double open, double close, long volume, double indexReturn) {
        check(statistics, open, close, volume, indexReturn);
        BarStatistics bar = statistics.latest();
        double logVolume = StrictMath.log1p((double) volume);
        compare(statistics, open, close, logVolume, bar);

        if (statistics.bars() > 0) {
            double logReturn = bar.logReturn();
            statistics.variance().add(logReturn, parameters.decay());
            statistics.longVariance().add(logReturn, parameters.longDecay());
            statistics.returns().add(logReturn);
            if (!Double.isNaN(indexReturn)) {
                statistics.pairs().add(logReturn, indexReturn);
            }
        }
        statistics.logVolumes().add(logVolume);
        statistics.closes().add(close);
        statistics.closed(close);

        double highest = statistics.closes().maximum();
        bar.drawdown((highest - close) / highest);
        return bar;
    }

    /** All but the drawdown, from what was before the bar. */
    private void compare(SymbolStatistics statistics, double open, double close, double logVolume, BarStatistics bar) {
        boolean first = statistics.bars() == 0;
        double before = statistics.lastClose();
        bar.moves(first ? Double.NaN : LogReturn.of(before, close), first ? Double.NaN : LogReturn.of(before, open));
        long returns = statistics.bars() - 1;
        bar.volatilities(
                returns >= enough ? statistics.variance().deviation() : Double.NaN,
                returns >= longEnough ? statistics.longVariance().deviation() : Double.NaN);
        bar.surprises(returnZ(statistics.returns(), bar.logReturn()), volumeZ(statistics.logVolumes(), logVolume));
        PairWindow pairs = statistics.pairs();
        if (pairs.size() >= enough(pairs.capacity())) {
            IndexRelation.compute(pairs, bar);
        } else {
            bar.index(Double.NaN, Double.NaN);
        }
    }

    private double returnZ(SortedWindow returns, double logReturn) {
        return returns.size() < enough(returns.capacity())
                ? Double.NaN
                : RobustSpread.z(returns, logReturn, parameters.returnFloor());
    }

    /** Undefined also where nothing is traded in most bars: no volume is then usual. */
    private double volumeZ(SortedWindow logVolumes, double logVolume) {
        return logVolumes.size() < enough(logVolumes.capacity()) || RobustSpread.median(logVolumes) == 0
                ? Double.NaN
                : RobustSpread.z(logVolumes, logVolume, parameters.volumeFloor());
    }

    private void check(SymbolStatistics statistics, double open, double close, long volume, double indexReturn) {
        if (!statistics.windows().equals(parameters.windows())) {
            throw new IllegalArgumentException("statistics with " + statistics.windows() + " do not fit "
                    + parameters.windows() + ": resize them");
        }
        checkPrice("open", open);
        checkPrice("close", close);
        if (volume < 0) {
            throw new IllegalArgumentException("volume " + volume + ": must not be negative");
        }
        if (Double.isInfinite(indexReturn)) {
            throw new IllegalArgumentException("index return " + indexReturn + ": must be finite, or NaN for none");
        }
    }

    private static void checkPrice(String name, double price) {
        if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " " + price + ": must be finite and above 0");
        }
    }
}
