package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TestModel.integer;
import static ai.finai.models.fixtures.TestModel.longs;
import static ai.finai.models.fixtures.TestModel.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.features.Feature;
import ai.finai.models.fixtures.Spoilt;
import java.util.List;
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

    /**
     * A graph that computes sizes from the number of rows is checked for powers of two alone, and so runs those alone: this
     * one asks for 2^40 numbers if a batch has 77 rows.
     */
    @Test
    void aGraphThatComputesSizesNeverSeesANumberOfRowsThatWasNotChecked() throws Exception {
        byte[] bytes = Spoilt.added(graph -> graph.addInitializer(longs("at", 77))
                .addInitializer(longs("million", 1 << 20))
                .addNode(node("Shape", List.of("x"), List.of("size")))
                .addNode(node("Gather", List.of("size", "zero"), List.of("n")))
                .addNode(node("Equal", List.of("n", "at"), List.of("harmful")))
                .addNode(node("Where", List.of("harmful", "million", "one"), List.of("many")))
                .addNode(node("Concat", List.of("many", "many"), List.of("shape"), integer("axis", 0)))
                .addNode(node("ConstantOfShape", List.of("shape"), List.of("large")))
                .addNode(node("ReduceMax", List.of("large"), List.of("max"), integer("keepdims", 0)))
                .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z"))));
        try (StepModel model = StepModel.open(ModelFile.of(bytes))) {
            float[] state = new float[model.stateSize()];
            for (int rows : new int[] {77, 1, 2, 3, 64, 65, 129, 256}) {
                for (int row = 0; row < rows; row++) {
                    float[] features = new float[Feature.COUNT];
                    features[0] = row % 3;
                    model.put(row, features, 0, state);
                }
                model.run(rows);
                for (int row = 0; row < rows; row++) {
                    assertThat(model.score(row)).isCloseTo((float) (1 / (1 + Math.exp(-(row % 3)))), within(1e-6f));
                }
            }
        }
    }

    @Test
    void aModelOfOtherWeightsIsToldByItsGoldenVectors() throws Exception {
        try (StepModel model = MODEL.open();
                StepModel other = MODEL.seed(8).open()) {
            GoldenVectors golden = MODEL.manifest().golden();
            model.verify(golden);
            assertThatThrownBy(() -> other.verify(golden))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining("golden vectors: sequence 0, row 0 gives");
        }
    }

    @Test
    void goldenVectorsOfAnotherWidthAreToldAndNotRun() {
        try (StepModel model = MODEL.open()) {
            GoldenVectors golden = new GoldenVectors.Steps(List.of(List.of(new float[3])), List.of(new float[1]));
            assertThatThrownBy(() -> model.verify(golden))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining("row 0 has 3 features, the model takes " + Feature.COUNT);
        }
    }

    @Test
    void aGoldenRowWithoutAScoreIsNotVerified() {
        try (StepModel model = MODEL.open()) {
            float[] row = new float[Feature.COUNT];
            row[0] = Float.NaN;
            for (float score : new float[] {0, 0.5f, Float.NaN}) {
                GoldenVectors golden = new GoldenVectors.Steps(List.of(List.of(row)), List.of(new float[] {score}));
                assertThatThrownBy(() -> model.verify(golden)).hasMessageContaining("gives NaN");
            }
        }
    }

    @Test
    void goldenVectorsNeedAScoreForEachRow() {
        List<float[]> rows = List.of(new float[Feature.COUNT]);
        assertThatThrownBy(() -> new GoldenVectors.Steps(List.of(), List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new GoldenVectors.Steps(List.of(rows), List.of(new float[2])))
                .hasMessageContaining("golden sequence 0 has 1 rows and 2 scores");
    }
}
