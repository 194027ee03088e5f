package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TestModel.floats;
import static ai.finai.models.fixtures.TestModel.integer;
import static ai.finai.models.fixtures.TestModel.node;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.fixtures.TestModel;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.models.market.MadeUpBars;
import ai.finai.models.market.MarketFeature;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowModelTest {

    /** Windows of 128 symbols, each in batches of one and of other sizes. */
    @Test
    void aForecastIsTheSameBitForBitInABatchOfAnySize() {
        long seed = new Random().nextLong();
        try (WindowModel model = WINDOW.open()) {
            int[] alone = run(model, seed, 1);
            assertThat(alone).as("seed %d", seed).doesNotHaveDuplicates();
            for (int batch : new int[] {2, 3, 7, 31, 64, 128}) {
                assertThat(run(model, seed, batch))
                        .as("seed %d, batches of %d", seed, batch)
                        .isEqualTo(alone);
            }
        }
    }

    private static int[] run(WindowModel model, long seed, int batch) {
        SplittableRandom random = new SplittableRandom(seed);
        int quantiles = model.contract().quantiles().size();
        float[] forecast = new float[quantiles];
        int[] bits = new int[128 * quantiles];
        for (int from = 0; from < 128; from += batch) {
            int rows = Math.min(batch, 128 - from);
            for (int row = 0; row < rows; row++) {
                assertThat(model.put(row, MadeUpBars.features(model.length(), random.split()), 0))
                        .isTrue();
            }
            model.run(rows);
            for (int row = 0; row < rows; row++) {
                assertThat(model.forecast(row, forecast)).isTrue();
                for (int i = 0; i < quantiles; i++) {
                    bits[(from + row) * quantiles + i] = Float.floatToRawIntBits(forecast[i]);
                }
            }
        }
        return bits;
    }

    @Test
    void aModelOfSomeFeaturesTakesThemInItsOwnOrder() throws Exception {
        List<MarketFeature> two = List.of(MarketFeature.VOLATILITY, MarketFeature.RETURN);
        float[] bars = MadeUpBars.features(6, new SplittableRandom(3));
        try (WindowModel model = new WindowFixture(two, 4, 3, 1).open()) {
            // The last four of six bars.
            model.put(0, bars, 2 * MarketFeature.COUNT);
            model.run(1);
            float[] forecast = new float[3];
            assertThat(model.forecast(0, forecast)).isTrue();
            List<float[]> rows = new ArrayList<>();
            for (int bar = 2; bar < 6; bar++) {
                int at = bar * MarketFeature.COUNT;
                rows.add(new float[] {
                    bars[at + MarketFeature.VOLATILITY.ordinal()], bars[at + MarketFeature.RETURN.ordinal()]
                });
            }
            assertThat(model.forecast(rows)).isEqualTo(forecast);
        }
    }

    @Test
    void whatIsNotFiniteNeverReachesTheModelUnlessItTakesNothingOfIt() {
        float[] bars = MadeUpBars.features(12, new SplittableRandom(1));
        bars[5 * MarketFeature.COUNT + MarketFeature.GAP.ordinal()] = Float.NaN;
        try (WindowModel all = WINDOW.open();
                WindowModel one = new WindowFixture(List.of(MarketFeature.RETURN), 12, 2, 1).open()) {
            assertThat(all.put(0, bars, 0)).isFalse();
            assertThat(one.put(0, bars, 0)).isTrue();
        }
    }

    @Test
    void noRowsTooManyAndAClosedModelAreRefusedBeforeTheyReachNativeCode() {
        WindowModel model = WINDOW.open();
        assertThatThrownBy(() -> model.run(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.run(129)).isInstanceOf(IllegalArgumentException.class);
        model.close();
        model.close();
        assertThatThrownBy(() -> model.run(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quantilesThatCrossOrAreNotFiniteAreNoForecast() throws Exception {
        byte[] crossed = WINDOW.spoilt(graph ->
                last(graph, node("Concat", List.of("high", "middle", "low"), List.of("y"), integer("axis", 1))));
        byte[] infinite = WINDOW.spoilt(graph -> {
            graph.addInitializer(floats("zero", new float[] {0}, 1));
            last(graph, node("Div", List.of("all", "zero"), List.of("y")));
            graph.addNode(
                    graph.getNodeCount() - 1,
                    node("Concat", List.of("low", "middle", "high"), List.of("all"), integer("axis", 1)));
        });
        for (byte[] bytes : List.of(crossed, infinite)) {
            try (WindowModel model = WindowModel.open(ModelFile.of(bytes))) {
                model.put(0, MadeUpBars.features(12, new SplittableRandom(1)), 0);
                model.run(1);
                assertThat(model.forecast(0, new float[3])).isFalse();
                assertThatThrownBy(() -> Rehearsal.of(model))
                        .hasMessageContaining("made-up window 0 of 8 has no forecast");
            }
            assertThat(Inspection.of(bytes).file()).isNull();
        }
    }

    private static void last(GraphProto.Builder graph, NodeProto node) {
        graph.setNode(graph.getNodeCount() - 1, node);
    }

    @Test
    void aMeanOverTheBatchIsFoundBeforeItForetellsAnything() throws Exception {
        byte[] bytes = WINDOW.spoilt(graph -> {
            last(graph, node("Add", List.of("all", "shift"), List.of("y")));
            int end = graph.getNodeCount() - 1;
            graph.addInitializer(TestModel.longs("rows", 0))
                    .addNode(end, node("Concat", List.of("low", "middle", "high"), List.of("all"), integer("axis", 1)))
                    .addNode(
                            end + 1,
                            node("ReduceSum", List.of("middle", "rows"), List.of("shift"), integer("keepdims", 1)));
        });
        assertThatThrownBy(() -> WindowModel.open(ModelFile.of(bytes)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("a row's result must not depend on other rows");
    }

    @Test
    void theSignatureMustBeThatOfTheContract() {
        byte[] longer = WINDOW.changed(model -> {
            model.getGraphBuilder().setInput(0, TestModel.value("x", 13, MarketFeature.COUNT));
            return model;
        });
        byte[] flat = WINDOW.changed(model -> {
            model.getGraphBuilder().setInput(0, TestModel.value("x", MarketFeature.COUNT));
            return model;
        });
        byte[] wider = WINDOW.changed(model -> {
            model.getGraphBuilder().setOutput(0, TestModel.value("y", 5));
            return model;
        });
        refused(longer, "x is float32 [N, 13, 7]; expected float32 [N, 12, 7] with N left open");
        refused(flat, "x is float32 [N, 7]; expected float32 [N, 12, 7] with N left open");
        refused(wider, "y is float32 [N, 5]; expected float32 [N, 3] with N left open");
        refused(
                WINDOW.spoilt(graph -> graph.addInput(TestModel.value("state", 4))),
                "inputs are [x, state]; expected [x]");
    }

    private static void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> ModelFile.of(bytes))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aModelOfAnotherKindIsRefusedWithBothKinds() {
        assertThatThrownBy(() -> StepModel.open(WINDOW.file()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("price-lstm 1 is a window model, for prices; needed is a step model, for accounts");
        assertThatThrownBy(() -> WindowModel.open(MODEL.file()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("account-lstm 1 is a step model, for accounts; needed is a window model, for prices");
    }

    @Test
    void aModelOfOtherWeightsIsToldByItsGoldenVectors() throws Exception {
        try (WindowModel model = WINDOW.open();
                WindowModel other = new WindowFixture(MarketFeature.all(), 12, 8, 8).open()) {
            GoldenVectors golden = Rehearsal.of(model);
            assertThat(golden.count()).isEqualTo(8);
            model.verify(golden);
            assertThatThrownBy(() -> other.verify(golden))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageStartingWith("golden vectors: window 0, quantile 0.025 is ");
            assertThatThrownBy(() -> model.verify(MODEL.manifest().golden()))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining("a window model needs windows and forecasts");
        }
    }

    @Test
    void goldenVectorsOfAnotherShapeAreToldAndNotRun() {
        try (WindowModel model = WINDOW.open()) {
            assertThatThrownBy(() -> model.verify(golden(3, MarketFeature.COUNT, 3)))
                    .hasMessageContaining("a window has 3 bars, the model takes 12");
            assertThatThrownBy(() -> model.verify(golden(12, 2, 3)))
                    .hasMessageContaining("bar 0 has 2 features, the model takes 7");
            assertThatThrownBy(() -> model.verify(golden(12, MarketFeature.COUNT, 5)))
                    .hasMessageContaining("forecast 0 has 5 quantiles, the model gives 3");
        }
    }

    private static GoldenVectors golden(int bars, int features, int quantiles) {
        List<float[]> window = new ArrayList<>();
        for (int i = 0; i < bars; i++) {
            window.add(new float[features]);
        }
        return new GoldenVectors.Windows(List.of(window), List.of(new float[quantiles]));
    }

    @Test
    void aManifestKeepsGoldenVectorsOfItsKind() throws Exception {
        try (WindowModel model = WINDOW.open()) {
            Manifest manifest = new Manifest(
                    "price-lstm", "1", model.file().sha256(), 1, Rehearsal.of(model), Map.of(), "", "", Map.of());
            Manifest read = Manifest.read(manifest.toJson());
            assertThat(read).usingRecursiveComparison().isEqualTo(manifest);
            model.verify(read.golden());
        }
    }

    @Test
    void anInspectionRunsIt() {
        Inspection inspection = Inspection.of(WINDOW.bytes());
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.file().contract()).isEqualTo(WINDOW.contract());
    }
}
