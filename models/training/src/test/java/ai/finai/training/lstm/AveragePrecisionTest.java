package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    @Test
    void sumsPrecisionOverTheRecallGained() {
        // Positives at ranks 1 and 3: 1/2 * 1 + 1/2 * 2/3.
        assertThat(AveragePrecision.area(
                        new float[] {0.2f, 0.9f, 0.4f, 0.6f}, new boolean[] {false, true, true, false}))
                .isCloseTo(0.5 + 1.0 / 3, within(1e-12));
    }

    @Test
    void equalScoresShareOneThreshold() {
        assertThat(AveragePrecision.area(
                        new float[] {0.5f, 0.5f, 0.5f, 0.5f}, new boolean[] {true, false, false, false}))
                .isCloseTo(0.25, within(1e-12));
        assertThat(AveragePrecision.area(new float[] {0f, -0f}, new boolean[] {true, false}))
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void negativeScoresRankBelowPositiveOnes() {
        assertThat(AveragePrecision.area(new float[] {-3, 1, -1}, new boolean[] {false, true, true}))
                .isEqualTo(1);
    }

    @Test
    void withoutPositivesThereIsNone() {
        assertThat(AveragePrecision.area(new float[] {1, 2}, new boolean[] {false, false}))
                .isNaN();
    }
}
