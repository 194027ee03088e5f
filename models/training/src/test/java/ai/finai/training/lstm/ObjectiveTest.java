package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

    @Test
    void theSlopeIsTheDerivativeOfTheLoss() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Objective objective = new Objective(0.1 + 20 * random.nextDouble(), 3 * random.nextDouble());
            double logit = 8 * random.nextGaussian();
            boolean positive = random.nextBoolean();
            double step = 1e-5;
            double expected =
                    (objective.loss(logit + step, positive) - objective.loss(logit - step, positive)) / (2 * step);

            assertThat(objective.slope(logit, positive))
                    .as("%s at %s, %s, seed %s", objective, logit, positive, seed)
                    .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
        }
    }

    @Test
    void withoutFocusItIsCrossEntropy() {
        assertThat(new Objective(1, 0).loss(0.3, true)).isCloseTo(-Math.log(1 / (1 + Math.exp(-0.3))), within(1e-12));
        assertThat(new Objective(1, 0).loss(0.3, false)).isCloseTo(-Math.log(1 / (1 + Math.exp(0.3))), within(1e-12));
    }

    @Test
    void launderingCountsAsOftenAsItsWeightSays() {
        assertThat(new Objective(7, 0).loss(-1, true)).isEqualTo(7 * new Objective(1, 0).loss(-1, true));
        assertThat(new Objective(7, 0).loss(-1, false)).isEqualTo(new Objective(1, 0).loss(-1, false));
    }

    @Test
    void extremeLogitsGiveFiniteNumbers() {
        for (double logit : new double[] {-1_000, -100, 100, 1_000}) {
            for (boolean positive : new boolean[] {false, true}) {
                Objective objective = new Objective(5, 2);
                assertThat(objective.loss(logit, positive)).isFinite();
                assertThat(objective.slope(logit, positive)).isFinite();
            }
        }
    }
}
