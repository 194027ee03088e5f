package ai.finai.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DieboldMarianoTest {

    private static final double[] DIFFERENCES = {0.3, -0.1, 0.25, 0.4, -0.35, 0.12, 0.5, -0.22, 0.18, 0.05, 0.31, -0.4};

    /** Worked out elsewhere, from the formulas of the papers. */
    @Test
    void itIsWhatThePapersSay() {
        DieboldMariano one = DieboldMariano.of(DIFFERENCES, 1);
        assertThat(one.difference()).isCloseTo(0.0866666666, within(1e-9));
        assertThat(one.statistic()).isCloseTo(1.961710474112904, within(1e-9));
        assertThat(one.pValue()).isCloseTo(0.0755935870, within(1e-8));
        assertThat(DieboldMariano.of(DIFFERENCES, 3).statistic()).isCloseTo(1.6198291122503707, within(1e-9));
    }

    @Test
    void theOtherWayRoundItSaysTheSameOfTheOther() {
        DieboldMariano one = DieboldMariano.of(DIFFERENCES, 1);
        DieboldMariano other =
                DieboldMariano.of(Arrays.stream(DIFFERENCES).map(d -> -d).toArray(), 1);
        assertThat(other.statistic()).isCloseTo(-one.statistic(), within(1e-12));
        assertThat(other.pValue()).isCloseTo(one.pValue(), within(1e-12));
    }

    @Test
    void aClearDifferenceIsBetterOrWorseAndNoneIsNeither() {
        Random random = new Random(1);
        double[] lower = random.doubles(300, -1.2, 0.8).toArray();
        double[] even = random.doubles(300, -1, 1).toArray();
        assertThat(DieboldMariano.of(lower, 1).better()).isTrue();
        assertThat(DieboldMariano.of(lower, 1).worse()).isFalse();
        assertThat(DieboldMariano.of(Arrays.stream(lower).map(d -> -d).toArray(), 1)
                        .worse())
                .isTrue();
        DieboldMariano none = DieboldMariano.of(even, 1);
        assertThat(none.better() || none.worse()).isFalse();
        DieboldMariano same = DieboldMariano.of(new double[50], 1);
        assertThat(same.statistic()).isNaN();
        assertThat(same.better() || same.worse()).isFalse();
    }

    /** Of forecasts that are equally good, with losses that hang together, about one in twenty may seem better or worse. */
    @Test
    void chanceAloneIsTakenForMoreAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int found = 0;
        int trials = 2_000;
        for (int i = 0; i < trials; i++) {
            double[] differences = new double[250];
            double before = random.nextGaussian();
            for (int t = 0; t < differences.length; t++) {
                before = 0.3 * before + random.nextGaussian();
                differences[t] = before;
            }
            DieboldMariano test = DieboldMariano.of(differences, 1);
            found += test.better() || test.worse() ? 1 : 0;
        }
        assertThat((double) found / trials).isBetween(0.03, 0.11);
    }

    @Test
    void tooFewDifferencesAreTold() {
        assertThatThrownBy(() -> DieboldMariano.of(new double[2], 1)).hasMessageContaining("at least 3");
        assertThatThrownBy(() -> DieboldMariano.of(new double[5], 5)).hasMessageContaining("more than the horizon");
    }

    @Test
    void pinballLossIsLeastAtTheQuantileAndItsSlopeIsItsDerivative() {
        assertThat(Pinball.loss(0.9, 1, 3)).isCloseTo(1.8, within(1e-12));
        assertThat(Pinball.loss(0.9, 3, 1)).isCloseTo(0.2, within(1e-12));
        Random random = new Random(1);
        double[] found = random.doubles(1_000).toArray();
        double atQuantile =
                Arrays.stream(found).map(y -> Pinball.loss(0.9, 0.9, y)).sum();
        for (double other : new double[] {0.5, 0.8, 0.98}) {
            assertThat(Arrays.stream(found)
                            .map(y -> Pinball.loss(0.9, other, y))
                            .sum())
                    .isGreaterThan(atQuantile);
        }
        for (double y : new double[] {0.2, 0.8}) {
            double slope = (Pinball.loss(0.7, 0.5 + 1e-6, y) - Pinball.loss(0.7, 0.5 - 1e-6, y)) / 2e-6;
            assertThat(Pinball.slope(0.7, 0.5, y)).isCloseTo(slope, within(1e-6));
        }
    }
}
