package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.features.Feature;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepModelTest {

    /** Rows of 256 accounts over 20 steps, each in batches of one and of every other size. */
    @Test
    void aRowsResultIsTheSameBitForBitInABatchOfAnySize() {
        long seed = new Random().nextLong();
        for (int batch : new int[] {2, 3, 7, 8, 31, 128, 256}) {
            try (StepModel model = MODEL.hidden(32).open()) {
                assertThat(run(model, seed, batch))
                        .as("seed %d, batches of %d", seed, batch)
                        .isEqualTo(run(model, seed, 1));
            }
        }
    }

    private static int[] run(StepModel model, long seed, int batch) {
        Random random = new Random(seed);
        float[][] states = new float[256][model.stateSize()];
        float[] scratch = new float[model.stateSize()];
        float[][] features = new float[256][Feature.COUNT];
        int[] bits = new int[256 * 20];
        for (int step = 0; step < 20; step++) {
            for (float[] row : features) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) (3 * random.nextGaussian());
                }
            }
            for (int from = 0; from < 256; from += batch) {
                int rows = Math.min(batch, 256 - from);
                for (int r = 0; r < rows; r++) {
                    assertThat(model.put(r, features[from + r], 0, states[from + r]))
                            .isTrue();
                }
                model.run(rows);
                for (int r = 0; r < rows; r++) {
                    bits[step * 256 + from + r] = Float.floatToRawIntBits(model.score(r));
                    assertThat(model.state(r, states[from + r], scratch)).isTrue();
                }
            }
        }
        return bits;
    }

    @Test
    void whatIsNotFiniteNeverReachesTheModel() {
        try (StepModel model = MODEL.open()) {
            float[] state = new float[model.stateSize()];
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] row = new float[Feature.COUNT];
                row[3] = bad;
                assertThat(model.put(0, row, 0, state)).isFalse();
            }
        }
    }

    @Test
    void noRowsTooManyAndAClosedModelAreRefusedBeforeTheyReachNativeCode() {
        StepModel model = MODEL.open();
        assertThatThrownBy(() -> model.run(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.run(257)).isInstanceOf(IllegalArgumentException.class);
        model.close();
        model.close();
        assertThatThrownBy(() -> model.run(1)).isInstanceOf(IllegalStateException.class);
    }
}
