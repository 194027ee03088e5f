package ai.finai.training.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.market.MarketFeature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceSamplesTest {

    @Test
    void aWindowIsFollowedByItsTargetWhichIsNoPartOfIt() {
        List<SymbolBars> bars = Market.bars(2, 40, 0, 1, 40);
        PriceSamples samples = PriceSamples.of(bars, 10, Market.DAY);
        // A first bar without features, ten of a window, one that is foretold.
        assertThat(samples.size()).isEqualTo(2 * (40 - 11));
        for (int sample = 0; sample < samples.size(); sample++) {
            SymbolBars symbol = bars.get(samples.symbolOf(sample));
            int target = (int) (samples.time(sample) / Market.DAY) - 20_000;
            double expected = Math.log(symbol.close()[target] / symbol.close()[target - 1]);
            assertThat(samples.target(sample)).isCloseTo(expected, within(1e-12));
            double last = Math.log(symbol.close()[target - 1] / symbol.close()[target - 2]);
            assertThat(samples.last(sample)).isCloseTo(last, within(1e-12));
            int end = samples.offset(sample) + 9 * MarketFeature.COUNT;
            assertThat(samples.features(sample)[end + MarketFeature.RETURN.ordinal()])
                    .isCloseTo((float) last, within(1e-6f));
            assertThat(samples.features(sample)[end + MarketFeature.VOLATILITY.ordinal()])
                    .isEqualTo(samples.volatility(sample));
        }
    }

    @Test
    void samplesAreInTheOrderOfTime() {
        PriceSamples samples = Market.samples(3, 40, 0, 1);
        for (int sample = 1; sample < samples.size(); sample++) {
            assertThat(samples.time(sample)).isGreaterThanOrEqualTo(samples.time(sample - 1));
        }
        long[] times = samples.times();
        assertThat(times).hasSize(29).isSorted();
        assertThat(samples.firstFrom(times[4])).isEqualTo(12);
        assertThat(samples.firstFrom(times[4] + 1)).isEqualTo(15);
        assertThat(samples.firstFrom(Long.MAX_VALUE)).isEqualTo(samples.size());
    }

    @Test
    void aBarThatCannotBeIsPassedOver() {
        List<SymbolBars> bars = Market.bars(1, 40, 0, 1, 40);
        bars.get(0).close()[20] = Double.NaN;
        PriceSamples samples = PriceSamples.of(bars, 10, Market.DAY);
        assertThat(samples.size()).isEqualTo(28);
        assertThat(samples.times()).doesNotContain(bars.get(0).start()[20]);
        int after = samples.firstFrom(bars.get(0).start()[21]);
        assertThat(samples.target(after))
                .isCloseTo(Math.log(bars.get(0).close()[21] / bars.get(0).close()[19]), within(1e-12));
    }

    @Test
    void aBarAfterANightIsNoTargetOfShortBarsAndOneAfterAWeekendIsOneOfDays() {
        List<SymbolBars> bars = Market.bars(1, 40, 0, 1, 40);
        for (int bar = 20; bar < 40; bar++) {
            bars.get(0).start()[bar] += 2 * Market.DAY;
        }
        assertThat(PriceSamples.of(bars, 10, Market.DAY).size()).isEqualTo(29);
        long hour = Market.DAY / 24;
        SymbolBars hours = new SymbolBars(
                "A",
                Arrays.stream(bars.get(0).start()).map(start -> start / 24).toArray(),
                bars.get(0).open(),
                bars.get(0).high(),
                bars.get(0).low(),
                bars.get(0).close(),
                bars.get(0).volume());
        PriceSamples samples = PriceSamples.of(List.of(hours), 10, hour);
        assertThat(samples.size()).isEqualTo(28);
        assertThat(samples.times()).doesNotContain(hours.start()[20]).contains(hours.start()[19], hours.start()[21]);
    }

    @Test
    void barsThatDoNotFollowEachOtherAreRefused() {
        double[] one = {1, 1};
        assertThatThrownBy(() -> new SymbolBars("A", new long[] {5, 5}, one, one, one, one, one))
                .hasMessageContaining("A: bar 1 does not follow");
        assertThatThrownBy(() -> new SymbolBars("A", new long[] {5}, one, one, one, one, one))
                .hasMessageContaining("columns of 1 and 2 bars");
    }

    @Test
    void foldsExpandAndLeaveAGapBeforeEachPart() {
        PriceSamples samples = Market.samples(4, 311, 0, 1);
        long[] times = samples.times();
        int gap = 5;
        List<Fold> folds = Fold.walkForward(samples, 3, 0.5, 0.2, gap);
        assertThat(folds).hasSize(3);
        int before = times.length / 2 * 4;
        int trained = 0;
        for (Fold fold : folds) {
            assertThat(fold.testFrom()).isEqualTo(before);
            before = fold.testUntil();
            assertThat(fold.train()).isGreaterThan(trained);
            trained = fold.train();
            assertThat(place(samples, times, fold.validationFrom()) - place(samples, times, fold.train() - 1))
                    .isEqualTo(gap + 1);
            assertThat(place(samples, times, fold.testFrom()) - place(samples, times, fold.validationUntil() - 1))
                    .isEqualTo(gap + 1);
        }
        assertThat(before).isEqualTo(samples.size());
        Fold whole = Fold.whole(samples, 0.2, gap);
        assertThat(whole.validationUntil()).isEqualTo(samples.size());
        assertThat(whole.testFrom()).isEqualTo(whole.testUntil());
        assertThatThrownBy(() -> Fold.walkForward(samples, 3, 0.5, 0.2, 0))
                .hasMessageContaining("at least the horizon");
        assertThatThrownBy(() -> Fold.walkForward(Market.samples(2, 18, 0, 1), 3, 0.5, 0.2, 5))
                .hasMessageContaining("too few bars");
    }

    private static int place(PriceSamples samples, long[] times, int sample) {
        return Arrays.binarySearch(times, samples.time(sample));
    }
}
