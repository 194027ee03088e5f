package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void distancesAreAveragedOverThePostings() {
        // Bin 0.2 to 0.3: mean 0.25, one of two. Bin 0.9 to 1: mean 0.95, one of two; 1 is in it.
        Calibration calibration = Calibration.of(
                new float[] {0.25f, 0.25f, 0.9f, 1f, Float.NaN}, new boolean[] {true, false, true, false, true});
        assertThat(calibration.expectedError()).isCloseTo((0.25 + 0.45) / 2, within(1e-6));
        assertThat(calibration.brier()).isCloseTo((0.75 * 0.75 + 0.25 * 0.25 + 0.1 * 0.1 + 1) / 4, within(1e-6));
        assertThat(calibration.unscored()).isEqualTo(1);
        assertThat(calibration.bins()).hasSize(10);
        assertThat(calibration.bins().get(2).rows()).isEqualTo(2);
        assertThat(calibration.bins().get(9).rows()).isEqualTo(2);
        assertThat(calibration.bins().get(9).observed()).isEqualTo(0.5);
        assertThat(calibration.bins().get(0).meanScore()).isNaN();
    }
}
