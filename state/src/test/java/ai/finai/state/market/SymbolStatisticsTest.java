package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolStatisticsTest {

    private static final StatisticsWindows SMALL = new StatisticsWindows(8, 2, 8);

    /**
     * What release 0.1 writes for {@link #twoBars}. If this changes, the snapshots of users can no longer be read: raise the
     * format's number of the entry it is in and keep reading this.
     */
    private static final String GOLDEN =
            "00080002000802000000000000000000000000005940000000000000b03f000000000000f03f000000000000b03f00000000"
                    + "0000f03f000000000000d0bf000000000000e03f000000000000f87f000000000000f87f000000000000f87f000000000000"
                    + "f87f000000000000b03f000000000000f87f000000000000f87f00010001000000000000d0bf000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "00000000000000000000000200020000000000000440000000000000f83f0000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000010000000000000000000000000000000000020000"
                    + "000000000060594000000000000059400000000100010001000000000000d0bf000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000c03f00000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000";

    private static SymbolStatistics twoBars(StatisticsWindows windows) {
        SymbolStatistics statistics = new SymbolStatistics(windows);
        statistics.logVolumes().add(2.5);
        statistics.closes().add(101.5);
        statistics.closed(101.5);
        statistics.variance().add(-0.25, 0.5);
        statistics.longVariance().add(-0.25, 0.75);
        statistics.returns().add(-0.25);
        statistics.logVolumes().add(1.5);
        statistics.pairs().add(-0.25, 0.125);
        statistics.closes().add(100);
        statistics.closed(100);
        statistics.latest().moves(-0.25, 0.5);
        statistics.latest().drawdown(0.0625);
        return statistics;
    }

    /** Takes anything for a bar: what matters is that everything that is kept changes. */
    private static void bar(SymbolStatistics statistics, Random random) {
        statistics.variance().add(random.nextGaussian(), 0.9);
        statistics.longVariance().add(random.nextGaussian(), 0.99);
        statistics.returns().add(random.nextGaussian());
        statistics.logVolumes().add(random.nextInt(3));
        statistics.pairs().add(random.nextGaussian(), random.nextGaussian());
        statistics.closes().add(random.nextDouble());
        statistics.closed(random.nextDouble());
        statistics.latest().moves(random.nextGaussian(), Double.NaN);
        statistics.latest().volatilities(random.nextDouble(), random.nextDouble());
        statistics.latest().surprises(random.nextGaussian(), random.nextGaussian());
        statistics.latest().drawdown(random.nextDouble());
        statistics.latest().index(random.nextDouble(), random.nextDouble());
    }

    @Test
    void theBytesOfThisReleaseStayAsTheyAre() throws IOException {
        byte[] bytes = StatisticsBytes.of(twoBars(SMALL));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
        assertThat(StatisticsBytes.of(StatisticsBytes.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void everySymbolTakesTheSameNumberOfBytesAtAnyMoment() throws IOException {
        Random random = new Random(1);
        for (StatisticsWindows windows :
                new StatisticsWindows[] {SMALL, StatisticsWindows.DEFAULT, new StatisticsWindows(33, 4_096, 9)}) {
            SymbolStatistics statistics = new SymbolStatistics(windows);
            for (int i = 0; i < 600; i++) {
                assertThat(StatisticsBytes.of(statistics)).hasSize(windows.bytes());
                bar(statistics, random);
            }
        }
        assertThat(StatisticsWindows.DEFAULT.bytes()).isEqualTo(6_004);
    }

    @Test
    void aCopyAndWhatWasReadBackAreTheSameAndChangeByThemselves() throws IOException {
        Random random = new Random(2);
        SymbolStatistics statistics = new SymbolStatistics(SMALL);
        for (int i = 0; i < 50; i++) {
            bar(statistics, random);
            byte[] before = StatisticsBytes.of(statistics);
            SymbolStatistics copy = statistics.copy();
            SymbolStatistics read = StatisticsBytes.read(before);
            assertThat(StatisticsBytes.of(copy)).isEqualTo(before);
            assertThat(StatisticsBytes.of(read)).isEqualTo(before);
            bar(copy, random);
            bar(read, random);
            read.split(2);
            assertThat(StatisticsBytes.of(statistics)).isEqualTo(before);
        }
    }

    @Test
    void aSplitDividesPricesAndMultipliesVolumes() {
        SymbolStatistics statistics = new SymbolStatistics(SMALL);
        statistics.logVolumes().add(Math.log1p(0));
        statistics.logVolumes().add(Math.log1p(1_000));
        statistics.closes().add(120);
        statistics.closes().add(100);
        statistics.closed(100);
        statistics.split(4);
        assertThat(statistics.lastClose()).isEqualTo(25);
        assertThat(statistics.closes().maximum()).isEqualTo(30);
        assertThat(statistics.logVolumes().latest(0)).isCloseTo(Math.log1p(4_000), within(1e-14));
        assertThat(statistics.logVolumes().latest(1)).isZero();
        statistics.split(0.1);
        assertThat(statistics.lastClose()).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -2, Double.NaN, Double.POSITIVE_INFINITY})
    void aSplitThatNoPriceCanBeDividedByChangesNothing(double ratio) throws IOException {
        SymbolStatistics statistics = twoBars(SMALL);
        statistics.split(ratio);
        assertThat(StatisticsBytes.of(statistics)).isEqualTo(StatisticsBytes.of(twoBars(SMALL)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-96, 1e96})
    void howeverManySplitsThereArePricesAndVolumesStayNumbers(double ratio) {
        SymbolStatistics statistics = twoBars(SMALL);
        for (int i = 0; i < 10; i++) {
            statistics.split(ratio);
            assertThat(statistics.lastClose()).isPositive().isFinite();
            assertThat(statistics.closes().maximum()).isPositive().isFinite();
            assertThat(statistics.logVolumes().ranked(0)).isNotNegative().isFinite();
            assertThat(statistics.logVolumes().ranked(1)).isNotNegative().isFinite();
        }
    }

    @Test
    void bytesOfSomethingElseAreRefused() throws IOException {
        byte[] bytes = StatisticsBytes.of(twoBars(SMALL));
        byte[] noWindows = bytes.clone();
        noWindows[1] = 0;
        assertThatThrownBy(() -> StatisticsBytes.read(noWindows))
                .isInstanceOf(IOException.class)
                .hasMessage("not a symbol's statistics: robust window of 0 bars: must be from 8 to 4096");
        byte[] tooMany = bytes.clone();
        tooMany[SymbolStatistics.FIXED_BYTES + 1] = 9;
        assertThatThrownBy(() -> StatisticsBytes.read(tooMany)).isInstanceOf(IOException.class);
        byte[] outside = bytes.clone();
        outside[SymbolStatistics.FIXED_BYTES + SortedWindow.bytes(8) - 1] = 8;
        assertThatThrownBy(() -> StatisticsBytes.read(outside)).isInstanceOf(IOException.class);
    }

    @Test
    void windowsOutOfRangeAreRefusedWithTheRange() {
        assertThatThrownBy(() -> new StatisticsWindows(7, 250, 60))
                .hasMessage("robust window of 7 bars: must be from 8 to 4096");
        assertThatThrownBy(() -> new StatisticsWindows(120, 5_000, 60))
                .hasMessage("drawdown window of 5000 bars: must be from 2 to 4096");
        assertThatThrownBy(() -> new StatisticsWindows(120, 250, 0))
                .hasMessage("index window of 0 bars: must be from 8 to 4096");
    }
}
