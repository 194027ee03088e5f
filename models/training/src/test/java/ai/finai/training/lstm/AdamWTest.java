package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.training.lstm.Layout.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final Layout LAYOUT = new Layout(3, 2, 0);

    @Test
    void twoStepsAreThoseOfThePaper() {
        AdamW optimizer = new AdamW(LAYOUT.matrices(), 0);
        float[] weights = new float[LAYOUT.size()];
        float[] gradients = new float[LAYOUT.size()];
        gradients[0] = 0.5f;

        optimizer.step(weights, gradients, 0.1);
        assertThat(weights[0]).isCloseTo(-0.1f, within(1e-6f));
        assertThat(weights[1]).isZero();

        gradients[0] = -0.25f;
        optimizer.step(weights, gradients, 0.1);
        // m = (0.9 * 0.05 - 0.025) / 0.19, v = (0.999 * 0.00025 + 0.0000625) / 0.001999
        double expected = -0.1 - 0.1 * (0.02 / 0.19) / Math.sqrt(0.00031225 / 0.001999);
        assertThat(weights[0]).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void matricesDecayAndBiasesDoNot() {
        AdamW optimizer = new AdamW(LAYOUT.matrices(), 0.5);
        float[] weights = new float[LAYOUT.size()];
        Arrays.fill(weights, 1);

        optimizer.step(weights, new float[LAYOUT.size()], 0.1);

        assertThat(weights[LAYOUT.offset(Part.INPUT)]).isCloseTo(0.95f, within(1e-6f));
        assertThat(weights[LAYOUT.offset(Part.OUTPUT)]).isCloseTo(0.95f, within(1e-6f));
        assertThat(weights[LAYOUT.offset(Part.INPUT_BIAS)]).isEqualTo(1);
        assertThat(weights[LAYOUT.offset(Part.OUTPUT_BIAS)]).isEqualTo(1);
    }

    @Test
    void readBackItGoesOnAsIfItHadNeverStopped() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AdamW optimizer = new AdamW(LAYOUT.matrices(), 0.01);
        float[] weights = random(random);
        for (int i = 0; i < 5; i++) {
            optimizer.step(weights, random(random), 0.01);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        optimizer.write(new DataOutputStream(bytes));
        AdamW other = new AdamW(LAYOUT.matrices(), 0.01);
        other.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        float[] otherWeights = weights.clone();

        float[] gradients = random(random);
        optimizer.step(weights, gradients, 0.01);
        other.step(otherWeights, gradients, 0.01);

        assertThat(otherWeights).as("seed %s", seed).isEqualTo(weights);
    }

    private static float[] random(Random random) {
        float[] values = new float[LAYOUT.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
