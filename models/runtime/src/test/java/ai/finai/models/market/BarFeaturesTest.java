package ai.finai.models.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BarFeaturesTest {

    private final BarHistory history = new BarHistory();
    private final float[] row = new float[MarketFeature.COUNT];

    private boolean bar(double open, double high, double low, double close, double volume) {
        return BarFeatures.next(history, open, high, low, close, volume, row, 0);
    }

    private double of(MarketFeature feature) {
        return row[feature.ordinal()];
    }

    @Test
    void theFirstBarHasNoFeaturesSinceThereIsNoneBeforeIt() {
        assertThat(bar(10, 11, 9, 10, 100)).isFalse();
        assertThat(row).containsOnly(0);
        assertThat(bar(10, 11, 9, 10, 100)).isTrue();
    }

    @Test
    void eachFeatureIsWhatItsDescriptionSays() {
        bar(10, 11, 9, 10, 99);
        bar(10.5, 12, 10, 11, 199);
        assertThat(of(MarketFeature.RETURN)).isCloseTo(Math.log(1.1), within(1e-7));
        assertThat(of(MarketFeature.GAP)).isCloseTo(Math.log(1.05), within(1e-7));
        assertThat(of(MarketFeature.RANGE)).isCloseTo(Math.log(1.2), within(1e-7));
        assertThat(of(MarketFeature.PLACE)).isCloseTo(0, within(1e-7));
        assertThat(of(MarketFeature.VOLUME_SURPRISE)).isCloseTo(Math.log(2), within(1e-7));
        // One return so far: its size is all that is known.
        assertThat(of(MarketFeature.VOLATILITY)).isCloseTo(Math.log(1.1), within(1e-7));
        assertThat(of(MarketFeature.VOLATILITY_SLOW)).isCloseTo(Math.log(1.1), within(1e-7));

        bar(11, 11, 11, 11, 199);
        assertThat(of(MarketFeature.RETURN)).isZero();
        assertThat(of(MarketFeature.PLACE)).isZero();
        double square = Math.log(1.1) * Math.log(1.1);
        assertThat(of(MarketFeature.VOLATILITY)).isCloseTo(Math.sqrt(square * 0.94 / 1.94), within(1e-7));
        assertThat(of(MarketFeature.VOLATILITY_SLOW)).isCloseTo(Math.sqrt(square * 0.99 / 1.99), within(1e-7));
        double mean = (0.95 * Math.log(100) + Math.log(200)) / 1.95;
        assertThat(of(MarketFeature.VOLUME_SURPRISE)).isCloseTo(Math.log(200) - mean, within(1e-6));
    }

    @Test
    void whateverTheBarValuesAreFiniteAndWithinTheirBounds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        double[] wild = {Double.MIN_VALUE, 1e-300, 1e-9, 1, 99.5, 1e12, 1e300, Double.MAX_VALUE};
        for (int i = 0; i < 20_000; i++) {
            double a = wild[random.nextInt(wild.length)];
            double b = wild[random.nextInt(wild.length)];
            boolean taken = bar(
                    wild[random.nextInt(wild.length)],
                    Math.max(a, b),
                    Math.min(a, b),
                    wild[random.nextInt(wild.length)],
                    random.nextBoolean() ? 0 : wild[random.nextInt(wild.length)]);
            assertThat(taken).as("seed %d, bar %d", seed, i).isEqualTo(i > 0);
            for (MarketFeature feature : MarketFeature.all()) {
                if (taken) {
                    assertThat(of(feature))
                            .as("seed %d, bar %d, %s", seed, i, feature)
                            .isBetween(feature.lowest(), feature.highest());
                }
            }
        }
    }

    @Test
    void aBarThatCannotBeIsLeftOut() {
        bar(10, 11, 9, 10, 100);
        bar(10, 11, 9, 10.5, 100);
        double[] before = new double[BarHistory.NUMBERS];
        history.write(before, 0);
        double[][] bad = {
            {0, 11, 9, 10, 1},
            {10, Double.NaN, 9, 10, 1},
            {10, 11, -1, 10, 1},
            {10, 11, 9, Double.POSITIVE_INFINITY, 1},
            {10, 9, 11, 10, 1},
            {10, 11, 9, 10, -1},
            {10, 11, 9, 10, Double.NaN}
        };
        for (double[] values : bad) {
            assertThat(bar(values[0], values[1], values[2], values[3], values[4]))
                    .as(Arrays.toString(values))
                    .isFalse();
            double[] after = new double[BarHistory.NUMBERS];
            history.write(after, 0);
            assertThat(after).isEqualTo(before);
        }
    }

    /** The bars of a symbol, and the same up to a place from which on all is different. */
    @Test
    void noFeatureDependsOnALaterBar() {
        long seed = new Random().nextLong();
        int bars = 200;
        int place = 1 + new Random(seed).nextInt(bars - 1);
        float[] some = features(seed, bars, bars);
        float[] others = features(seed, bars, place);
        assertThat(Arrays.copyOf(some, place * MarketFeature.COUNT))
                .as("seed %d, from bar %d on", seed, place)
                .isEqualTo(Arrays.copyOf(others, place * MarketFeature.COUNT));
        assertThat(Arrays.copyOfRange(some, place * MarketFeature.COUNT, some.length))
                .isNotEqualTo(Arrays.copyOfRange(others, place * MarketFeature.COUNT, some.length));
    }

    private static float[] features(long seed, int bars, int differsFrom) {
        BarHistory history = new BarHistory();
        float[] features = new float[bars * MarketFeature.COUNT];
        Random random = new Random(seed);
        for (int bar = 0; bar < bars; bar++) {
            if (bar == differsFrom) {
                random = new Random(~seed);
            }
            double low = 50 + random.nextInt(50);
            double high = low + 1 + random.nextInt(10);
            double open = low + random.nextDouble() * (high - low);
            double close = low + random.nextDouble() * (high - low);
            BarFeatures.next(
                    history, open, high, low, close, random.nextInt(1_000), features, bar * MarketFeature.COUNT);
        }
        return features;
    }

    @Test
    void aSplitIsNoFall() {
        BarHistory unsplit = new BarHistory();
        float[] expected = new float[MarketFeature.COUNT];
        for (int i = 1; i <= 30; i++) {
            bar(100 + i, 110 + i, 90 + i, 100 + i, 1e6 + i);
            BarFeatures.next(unsplit, 100 + i, 110 + i, 90 + i, 100 + i, 1e6 + i, expected, 0);
        }
        history.split(4);
        bar(131 / 4.0, 140 / 4.0, 121 / 4.0, 132 / 4.0, 4e6 + 3);
        BarFeatures.next(unsplit, 131, 140, 121, 132, 1e6, expected, 0);
        assertThat(row).containsExactly(expected, within(1e-6f));
        for (double ratio : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> history.split(ratio)).hasMessageContaining("must be above 0 and finite");
        }
    }

    @Test
    void aHistoryGoesOnWhereItWasWritten() {
        for (int i = 1; i <= 30; i++) {
            bar(100 + i, 110 + i, 90 + i, 100 + i % 7, 1e6 + i);
        }
        double[] written = new double[BarHistory.NUMBERS + 2];
        history.write(written, 1);
        BarHistory read = new BarHistory();
        read.read(written, 1);
        float[] other = new float[MarketFeature.COUNT];
        bar(130, 140, 120, 133, 5e6);
        BarFeatures.next(read, 130, 140, 120, 133, 5e6, other, 0);
        assertThat(other).isEqualTo(row);
        read.clear();
        assertThat(read.known()).isFalse();
    }

    /** A model was trained on these: another hash refuses it. Change it with a definition, never otherwise. */
    @Test
    void theDefinitionsHaveThisHash() {
        assertThat(MarketFeature.sha256(MarketFeature.all()))
                .isEqualTo("185c97984de2993a9131e002f82ddb91b4d7bf7da07b1597f8abc3ba3da411ac");
    }
}
