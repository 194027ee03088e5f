package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void findsTheSlopeAndInterceptThatMadeTheLabels() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] logits = new float[200_000];
        boolean[] positives = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (4 * random.nextGaussian() - 3);
            positives[i] = random.nextDouble() < Logistic.of(0.6 * logits[i] - 1);
        }

        Calibration found = Calibration.fit(logits, positives);

        assertThat(found.slope()).as("seed %s", seed).isCloseTo(0.6, within(0.05));
        assertThat(found.intercept()).as("seed %s", seed).isCloseTo(-1, within(0.1));
    }

    @Test
    void probabilitiesAddUpToTheNumberOfPositives() {
        float[] logits = {-9, -7, -5, -3, -2, -1, 0, 1, 2, 3};
        boolean[] positives = {false, false, false, true, false, false, true, false, true, true};

        Calibration found = Calibration.fit(logits, positives);

        double sum = 0;
        for (float logit : logits) {
            sum += found.probability(logit);
        }
        // Targets are 5/6 for the 4 positives and 1/8 for the 6 others.
        assertThat(sum).isCloseTo(4 * 5 / 6.0 + 6 / 8.0, within(1e-6));
    }

    @Test
    void separatedClassesDoNotSendTheSlopeToInfinity() {
        Calibration found = Calibration.fit(
                new float[] {-5, -4, -3, 3, 4, 5}, new boolean[] {false, false, false, true, true, true});

        assertThat(found.slope()).isBetween(0.1, 10.0);
    }

    @Test
    void logitsThatRankTheWrongWayAreRefused() {
        assertThatThrownBy(() -> Calibration.fit(
                        new float[] {-2, -1, 0, 1, 2, 3}, new boolean[] {true, true, true, false, false, false}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was learnt");
    }

    @Test
    void oneKindOfPostingsAloneIsRefused() {
        assertThatThrownBy(() -> Calibration.fit(new float[] {1, 2}, new boolean[] {false, false}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 2 postings 0 are laundering");
    }

    @Test
    void aLogitComesBackFromItsProbability() {
        Calibration calibration = new Calibration(0.7, -2);
        for (double logit : new double[] {-20, -3, 0, 1.5, 12}) {
            assertThat(calibration.logit(calibration.probability(logit))).isCloseTo(logit, within(1e-6));
        }
    }
}
