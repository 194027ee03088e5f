package ai.finai.operators.market.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.StatisticsWindows;
import ai.finai.state.market.SymbolStatistics;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@link MarketStatistics} against {@link BatchStatistics}, on every kind of stream. */
class MarketStatisticsTest {

    private static final long SEED = Long.getLong("finai.seed", System.nanoTime());

    private static final StatisticsParameters SMALL =
            new StatisticsParameters(new StatisticsWindows(9, 7, 8), 0.8, 0.9, 1e-3, 0.2);

    private final MarketStatistics statistics = new MarketStatistics(StatisticsParameters.DEFAULT);

    private static List<BarStatistics> all(MarketStatistics statistics, SymbolStatistics symbol, List<Bar> bars) {
        List<BarStatistics> all = new ArrayList<>();
        for (Bar bar : bars) {
            all.add(new BarStatistics(next(statistics, symbol, bar)));
        }
        return all;
    }

    private static BarStatistics next(MarketStatistics statistics, SymbolStatistics symbol, Bar bar) {
        return statistics.next(symbol, bar.open(), bar.close(), bar.volume(), bar.indexReturn());
    }

    /** Both NaN, or apart by no more than a share of the expected, or of one where that is small. */
    private static void assertNear(String what, int bar, double actual, double expected, double share) {
        if (Double.isNaN(expected) != Double.isNaN(actual)
                || Math.abs(actual - expected) > share * Math.max(1, Math.abs(expected))) {
            throw new AssertionError(
                    "-Dfinai.seed=%d bar %d: %s is %s, not %s".formatted(SEED, bar, what, actual, expected));
        }
    }

    /** Returns and volatilities may be small: apart by no more than a share of themselves, and what is nothing at all. */
    private static void assertClose(String what, int bar, double actual, double expected, double share) {
        if (Double.isNaN(expected) != Double.isNaN(actual)
                || Math.abs(actual - expected) > share * Math.abs(expected) + 1e-18) {
            throw new AssertionError(
                    "-Dfinai.seed=%d bar %d: %s is %s, not %s".formatted(SEED, bar, what, actual, expected));
        }
    }

    private static void assertIs(
            BatchStatistics batch, int bar, BarStatistics actual, StatisticsParameters parameters) {
        assertClose("return", bar, actual.logReturn(), batch.logReturn(bar), 1e-14);
        assertClose("gap", bar, actual.gap(), batch.gap(bar), 1e-14);
        assertClose("volatility", bar, actual.volatility(), batch.volatility(bar, parameters.decay()), 1e-12);
        assertClose("long", bar, actual.longVolatility(), batch.volatility(bar, parameters.longDecay()), 1e-12);
        assertNear("return z", bar, actual.returnZ(), batch.returnZ(bar), 1e-10);
        assertNear("volume z", bar, actual.volumeZ(), batch.volumeZ(bar), 1e-10);
        assertNear("drawdown", bar, actual.drawdown(), batch.drawdown(bar), 1e-15);
        assertNear("correlation", bar, actual.correlation(), batch.correlation(bar), 1e-9);
        assertNear("beta", bar, actual.beta(), batch.beta(bar), 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatisticIsThatOfABatchInHigherPrecision(BarStream stream) {
        List<Bar> bars = stream.bars(900, SEED);
        List<BarStatistics> all = all(statistics, statistics.first(), bars);
        BatchStatistics batch = new BatchStatistics(StatisticsParameters.DEFAULT, bars);
        for (int bar = 0; bar < bars.size(); bar += bar < 300 ? 1 : 7) {
            assertIs(batch, bar, all.get(bar), StatisticsParameters.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shortWindowsOfOddAndEvenLengthsAreThoseOfABatchToo(BarStream stream) {
        MarketStatistics small = new MarketStatistics(SMALL);
        List<Bar> bars = stream.bars(400, SEED);
        List<BarStatistics> all = all(small, small.first(), bars);
        BatchStatistics batch = new BatchStatistics(SMALL, bars);
        for (int bar = 0; bar < bars.size(); bar++) {
            assertIs(batch, bar, all.get(bar), SMALL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAHundredThousandBarsNoErrorHasGathered(BarStream stream) {
        List<Bar> bars = new ArrayList<>(BarStream.WILD.bars(500, SEED));
        bars.addAll(stream.bars(99_500, SEED));
        double[] returns = new double[bars.size()];
        double[] logVolumes = new double[bars.size()];
        List<BarStatistics> all = all(statistics, statistics.first(), bars);
        for (int bar = 0; bar < bars.size(); bar++) {
            returns[bar] = all.get(bar).logReturn();
            logVolumes[bar] = StrictMath.log1p((double) bars.get(bar).volume());
        }
        BatchStatistics batch = new BatchStatistics(StatisticsParameters.DEFAULT, bars, returns, logVolumes);
        for (int bar = 501; bar < bars.size(); bar += bar > 99_980 ? 1 : 1_999) {
            assertIs(batch, bar, all.get(bar), StatisticsParameters.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void statisticsThatWereWrittenAndReadGoOnWithTheSameBits(BarStream stream) {
        Random random = new Random(SEED);
        SymbolStatistics symbol = statistics.first();
        SymbolStatistics read = WrittenStatistics.read(WrittenStatistics.write(symbol));
        List<Bar> bars = stream.bars(1_200, SEED);
        for (int bar = 0; bar < bars.size(); bar++) {
            if (bar == 700) {
                symbol.split(3);
                read.split(3);
            }
            next(statistics, symbol, bars.get(bar));
            next(statistics, read, bars.get(bar));
            byte[] written = WrittenStatistics.write(read);
            assertThat(written)
                    .as("-Dfinai.seed=%d, bar %d", SEED, bar)
                    .isEqualTo(WrittenStatistics.write(symbol))
                    .hasSize(2 + StatisticsWindows.DEFAULT.bytes());
            read = random.nextInt(4) == 0
                    ? WrittenStatistics.read(written)
                    : random.nextInt(4) == 0 ? read.copy() : read;
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 100", "4, 1", "10, 60", "0.125, 300", "1.5, 200", "3, 399", "0.1, 250"})
    void aSplitChangesNoStatistic(double ratio, int splitAt) {
        List<Bar> bars = new ArrayList<>();
        for (Bar bar : BarStream.ORDINARY.bars(400, SEED)) {
            bars.add(new Bar(bar.open(), bar.close(), 60 * (bar.volume() / 60), bar.indexReturn()));
        }
        List<BarStatistics> unsplit = all(statistics, statistics.first(), bars);
        SymbolStatistics symbol = statistics.first();
        for (int bar = 0; bar < bars.size(); bar++) {
            if (bar == splitAt) {
                symbol.split(ratio);
            }
            Bar traded = bar < splitAt ? bars.get(bar).before(ratio) : bars.get(bar);
            BarStatistics actual = next(statistics, symbol, traded);
            BarStatistics expected = unsplit.get(bar);
            assertNear("return", bar, actual.logReturn(), expected.logReturn(), 1e-14);
            assertNear("gap", bar, actual.gap(), expected.gap(), 1e-14);
            assertNear("volatility", bar, actual.volatility(), expected.volatility(), 1e-12);
            assertNear("long volatility", bar, actual.longVolatility(), expected.longVolatility(), 1e-12);
            assertNear("return z", bar, actual.returnZ(), expected.returnZ(), 1e-9);
            assertNear("drawdown", bar, actual.drawdown(), expected.drawdown(), 1e-14);
            assertNear("correlation", bar, actual.correlation(), expected.correlation(), 1e-9);
            assertNear("beta", bar, actual.beta(), expected.beta(), 1e-9);
            if (bar >= splitAt) { // before it, one plus a volume is not a multiple of one plus another
                assertNear("volume z", bar, actual.volumeZ(), expected.volumeZ(), 1e-9);
            }
        }
    }

    @Test
    void anUnadjustedSplitIsSeenAsAFall() {
        SymbolStatistics symbol = statistics.first();
        all(statistics, symbol, BarStream.ORDINARY.bars(200, SEED));
        double price = symbol.lastClose() / 4;
        assertThat(next(statistics, symbol, new Bar(price, price, 1, 0)).returnZ())
                .isLessThan(-100);
    }

    @Test
    void eachStatisticIsDefinedAsSoonAsThereIsEnough() {
        List<BarStatistics> all = all(statistics, statistics.first(), BarStream.ORDINARY.bars(300, SEED));
        // One return fewer than bars; and what a bar is compared with is from before it.
        assertDefinedFrom(1, all, BarStatistics::logReturn);
        assertDefinedFrom(1, all, BarStatistics::gap);
        assertDefinedFrom(18, all, BarStatistics::volatility);
        assertDefinedFrom(101, all, BarStatistics::longVolatility);
        assertDefinedFrom(61, all, BarStatistics::returnZ);
        assertDefinedFrom(60, all, BarStatistics::volumeZ);
        assertDefinedFrom(0, all, BarStatistics::drawdown);
        assertDefinedFrom(31, all, BarStatistics::correlation);
        assertDefinedFrom(31, all, BarStatistics::beta);
    }

    private static void assertDefinedFrom(
            int first, List<BarStatistics> all, ToDoubleFunction<BarStatistics> statistic) {
        for (int bar = 0; bar < all.size(); bar++) {
            assertThat(Double.isFinite(statistic.applyAsDouble(all.get(bar))))
                    .as("bar %d", bar)
                    .isEqualTo(bar >= first);
        }
    }

    @Test
    void aSymbolThatStandsStillIsMeasuredInTheFloor() {
        SymbolStatistics symbol = statistics.first();
        BarStatistics still = all(statistics, symbol, BarStream.STANDING_STILL.bars(400, SEED))
                .get(399);
        assertThat(still.returnZ()).isZero();
        assertThat(still.volumeZ()).isZero();
        assertThat(still.volatility()).isZero();
        assertThat(still.correlation()).isNaN();
        assertThat(still.beta()).isNaN();
        double close = symbol.lastClose() * Math.exp(5e-4);
        BarStatistics moved = next(statistics, symbol, new Bar(close, close, 1_000, 0));
        assertThat(moved.returnZ()).isCloseTo(5, within(1e-9));
    }

    @Test
    void whereMostClosesAreTheSameTheMeanDeviationMeasuresTheRest() {
        SymbolStatistics symbol = statistics.first();
        for (int bar = 0; bar < 201; bar++) {
            double close = bar % 10 < 2 ? 101 : 100; // two returns in ten are not zero
            next(statistics, symbol, new Bar(close, close, 1, 0));
        }
        BarStatistics usual = next(statistics, symbol, new Bar(101, 101, 1, 0));
        assertThat(usual.returnZ()).isZero();
        double mean = 0.2 * Math.log(1.01);
        next(statistics, symbol, new Bar(100, 100, 1, 0));
        BarStatistics rise = next(statistics, symbol, new Bar(101, 101, 1, 0));
        assertThat(rise.returnZ()).isCloseTo(Math.log(1.01) / (mean * Math.sqrt(Math.PI / 2)), within(0.2));
    }

    @Test
    void aBarWithoutVolumeIsFarBelowWhatIsUsual() {
        SymbolStatistics symbol = statistics.first();
        all(statistics, symbol, BarStream.ORDINARY.bars(200, SEED));
        double close = symbol.lastClose();
        assertThat(next(statistics, symbol, new Bar(close, close, 0, 0)).volumeZ())
                .isLessThan(-4);
    }

    @Test
    void whereMostBarsHaveNoVolumeNoneIsUsual() {
        SymbolStatistics symbol = statistics.first();
        for (int bar = 0; bar < 200; bar++) {
            next(statistics, symbol, new Bar(100, 100, bar % 5 < 3 ? 0 : 1_000, 0));
        }
        assertThat(next(statistics, symbol, new Bar(100, 100, 1_000_000, 0)).volumeZ())
                .isNaN();
    }

    @Test
    void otherWindowsKeepWhatTheyCanHold() {
        MarketStatistics small = new MarketStatistics(SMALL);
        List<Bar> bars = BarStream.ORDINARY.bars(400, SEED);
        SymbolStatistics symbol = statistics.first();
        all(statistics, symbol, bars.subList(0, 300));
        assertThatThrownBy(() -> next(small, symbol, bars.get(300))).hasMessageContaining("do not fit");
        assertThat(statistics.fit(symbol)).isSameAs(symbol);
        SymbolStatistics resized = small.fit(symbol);
        List<BarStatistics> expected = all(small, small.first(), bars);
        for (int bar = 300; bar < bars.size(); bar++) {
            BarStatistics actual = next(small, resized, bars.get(bar));
            assertThat(actual.returnZ()).isEqualTo(expected.get(bar).returnZ());
            assertThat(actual.volumeZ()).isEqualTo(expected.get(bar).volumeZ());
            assertThat(actual.drawdown()).isEqualTo(expected.get(bar).drawdown());
            assertNear(
                    "correlation", bar, actual.correlation(), expected.get(bar).correlation(), 1e-9);
        }
        SymbolStatistics grown = statistics.fit(resized);
        assertThat(grown.bars()).isEqualTo(400);
        assertThat(next(statistics, grown, bars.get(0)).returnZ()).isNaN();
    }

    @Test
    void aBarAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Bar> bars = BarStream.WILD.bars(20_000, SEED);
        SymbolStatistics symbol = statistics.first();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int bar = 0; bar < bars.size(); bar++) {
                next(statistics, symbol, bars.get(bar));
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(bars.size());
    }

    @Test
    void whatIsNoBarIsRefusedAndLeavesNoTrace() {
        SymbolStatistics symbol = statistics.first();
        all(statistics, symbol, BarStream.ORDINARY.bars(50, SEED));
        byte[] before = WrittenStatistics.write(symbol);
        assertThatThrownBy(() -> next(statistics, symbol, new Bar(0, 1, 1, 0)))
                .hasMessage("open 0.0: must be finite and above 0");
        assertThatThrownBy(() -> next(statistics, symbol, new Bar(1, Double.NaN, 1, 0)))
                .hasMessage("close NaN: must be finite and above 0");
        assertThatThrownBy(() -> next(statistics, symbol, new Bar(1, 1, -1, 0)))
                .hasMessage("volume -1: must not be negative");
        assertThatThrownBy(() -> next(statistics, symbol, new Bar(1, 1, 1, Double.NEGATIVE_INFINITY)))
                .hasMessageContaining("index return -Infinity");
        assertThat(WrittenStatistics.write(symbol)).isEqualTo(before);
    }

    @Test
    void theLargestAndSmallestPricesHaveAReturn() {
        assertThat(LogReturn.of(Double.MIN_VALUE, Double.MAX_VALUE)).isCloseTo(1454.2, within(0.1));
        assertThat(LogReturn.of(Double.MAX_VALUE, Double.MIN_VALUE)).isCloseTo(-1454.2, within(0.1));
        assertThat(LogReturn.of(3, 3)).isZero();
    }

    @Test
    void parametersOutOfRangeAreRefusedWithTheRange() {
        StatisticsWindows windows = StatisticsWindows.DEFAULT;
        assertThatThrownBy(() -> new StatisticsParameters(windows, 0.4, 0.99, 1e-4, 0.1))
                .hasMessage("decay 0.4: must be from 0.5 to 0.9999");
        assertThatThrownBy(() -> new StatisticsParameters(windows, 0.94, 0.94, 1e-4, 0.1))
                .hasMessage("longDecay 0.94: must be above decay, 0.94, and at most 0.9999");
        assertThatThrownBy(() -> new StatisticsParameters(windows, 0.94, 0.99, 0, 0.1))
                .hasMessage("returnFloor 0.0: must be above 0 and at most 0.1");
        assertThatThrownBy(() -> new StatisticsParameters(windows, 0.94, 0.99, 1e-4, Double.NaN))
                .hasMessage("volumeFloor NaN: must be above 0 and at most 3");
    }
}
