package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final Layout LAYOUT = new Layout(3, 4, 2);
    private static final Objective OBJECTIVE = new Objective(3, 1);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Weights weights = Weights.initial(LAYOUT, 0.3, new SplittableRandom(seed));

    @Test
    void theStepsAreThoseOfAnLstm() {
        Chunk chunk = chunk(5, 2);
        try (Network network = new Network(1)) {
            Network.Pass pass = network.forward(weights, chunk);

            double[] expected = new PlainLstm(weights).logits(chunk);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) pass.logits()[i])
                        .as("cell %s, seed %s", i, seed)
                        .isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @Test
    void gradientsAreTheDerivativesOfTheLoss() {
        Chunk chunk = chunk(4, 3);
        float[] gradients;
        try (Network network = new Network(1)) {
            gradients = network.backward(weights, chunk, null, logits -> slopes(logits, chunk))
                    .values();
        }
        for (int i = 0; i < gradients.length; i++) {
            float weight = weights.values()[i];
            float higher = weight + 1e-5f;
            float lower = weight - 1e-5f;
            double expected = (loss(chunk, i, higher) - loss(chunk, i, lower)) / ((double) higher - lower);
            assertThat((double) gradients[i])
                    .as("weight %s, seed %s", i, seed)
                    .isCloseTo(expected, within(1e-4 + 1e-3 * Math.abs(expected)));
        }
    }

    @Test
    void aStateThatIsCarriedOnGivesWhatOneLongChunkGives() {
        Chunk whole = chunk(6, 2);
        Chunk first = part(whole, 0, 4, whole.hiddenState(), whole.cellState());
        try (Network network = new Network(1)) {
            float[] expected = network.forward(weights, whole).logits();
            Network.Pass begin = network.forward(weights, first);
            Network.Pass rest = network.forward(weights, part(whole, 4, 6, begin.hiddenState(), begin.cellState()));

            for (int i = 0; i < expected.length; i++) {
                float found = i < 8 ? begin.logits()[i] : rest.logits()[i - 8];
                assertThat(found).as("cell %s, seed %s", i, seed).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @Test
    void whatStandsInPaddingDoesNotReachTheGradients() {
        Chunk chunk = chunk(4, 2);
        for (int cell = 5; cell < 8; cell += 2) { // the second lane ends after two steps
            chunk.targets()[cell] = Chunk.NOTHING;
        }
        try (Network network = new Network(1)) {
            float[] expected = network.backward(weights, chunk, null, logits -> slopes(logits, chunk))
                    .values();
            Arrays.fill(chunk.inputs(), 5 * 3, 6 * 3, 1_000);
            Arrays.fill(chunk.inputs(), 7 * 3, 8 * 3, -1_000);
            float[] found = network.backward(weights, chunk, null, logits -> slopes(logits, chunk))
                    .values();

            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).as("weight %s, seed %s", i, seed).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void outputsThatAreDroppedDoNotReachTheLogit() {
        Chunk chunk = chunk(3, 2);
        float[] nothing = new float[6 * LAYOUT.hidden()];
        try (Network network = new Network(1)) {
            float[] logits = network.backward(weights, chunk, nothing, found -> new float[found.length])
                    .pass()
                    .logits();
            Arrays.fill(chunk.hiddenState(), 3);

            assertThat(network.backward(weights, chunk, nothing, found -> new float[found.length])
                            .pass()
                            .logits())
                    .as("another state, seed %s", seed)
                    .isEqualTo(logits);
            assertThat(network.forward(weights, chunk).logits()).isNotEqualTo(logits);
        }
    }

    @Test
    void nothingNativeStaysBehind() {
        Chunk chunk = chunk(4, 2);
        try (Network network = new Network(1);
                NDManager any = NDManager.newBaseManager()) {
            NDManager system = any.getParentManager();
            int before = system.getManagedArrays().size();
            for (int i = 0; i < 5; i++) {
                network.backward(weights, chunk, null, logits -> slopes(logits, chunk));
                network.forward(weights, chunk);
            }
            assertThat(system.getManagedArrays()).hasSize(before);
        }
    }

    private Chunk chunk(int steps, int lanes) {
        Chunk chunk = new Chunk(steps, lanes, LAYOUT.inputs(), LAYOUT.hidden());
        for (float[] values : new float[][] {chunk.inputs(), chunk.hiddenState(), chunk.cellState()}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() / 2;
            }
        }
        for (int i = 0; i < steps * lanes; i++) {
            chunk.targets()[i] = random.nextBoolean() ? Chunk.POSITIVE : Chunk.NEGATIVE;
        }
        return chunk;
    }

    private static Chunk part(Chunk whole, int from, int until, float[] hiddenState, float[] cellState) {
        int lanes = whole.lanes();
        int features = whole.features();
        return new Chunk(
                until - from,
                lanes,
                features,
                Arrays.copyOfRange(whole.inputs(), from * lanes * features, until * lanes * features),
                Arrays.copyOfRange(whole.rows(), from * lanes, until * lanes),
                Arrays.copyOfRange(whole.targets(), from * lanes, until * lanes),
                hiddenState,
                cellState);
    }

    private static float[] slopes(float[] logits, Chunk chunk) {
        float[] slopes = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            if (chunk.targets()[i] != Chunk.NOTHING) {
                slopes[i] = (float) OBJECTIVE.slope(logits[i], chunk.targets()[i] == Chunk.POSITIVE);
            }
        }
        return slopes;
    }

    /** With one weight as given. */
    private double loss(Chunk chunk, int at, float weight) {
        Weights moved = weights.copy();
        moved.values()[at] = weight;
        double[] logits = new PlainLstm(moved).logits(chunk);
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            loss += OBJECTIVE.loss(logits[i], chunk.targets()[i] == Chunk.POSITIVE);
        }
        return loss;
    }
}
