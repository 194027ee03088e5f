package ai.finai.training.price;

import static ai.finai.training.lstm.OnnxGraph.ROWS;
import static ai.finai.training.lstm.OnnxGraph.attribute;

import ai.finai.models.market.MarketFeature;
import ai.finai.training.lstm.OnnxGraph;
import ai.finai.training.price.PriceLayout.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network as ONNX: {@code x[N,T,F] -> y[N,Q]}, with scaling before and after it, so that what is served cannot scale
 * otherwise than what was trained.
 *
 * <p>ONNX has the gates in the order input, output, forget, cell; PyTorch input, forget, cell, output.
 */
final class PriceGraph {

    private static final int[] GATES = {0, 3, 1, 2};

    private final PriceWeights weights;
    private final PriceLayout layout;
    private final PriceScaling scaling;
    private final int length;
    private final OnnxGraph graph = new OnnxGraph("price-lstm");

    /** @param length T */
    PriceGraph(PriceWeights weights, PriceScaling scaling, int length) {
        this.weights = weights;
        this.layout = weights.layout();
        this.scaling = scaling;
        this.length = length;
    }

    byte[] toFile(Map<String, String> metadata) {
        graph.input("x", ROWS, length, PriceScaling.FEATURES);
        graph.integers("first", 0);
        graph.integers("second", 1);
        scale();
        graph.node("Transpose", "sequence", List.of("scaled"), attribute("perm", new long[] {1, 0, 2}));
        layer(1, "outputs_1", "sequence", Part.INPUT_1, Part.RECURRENT_1, Part.INPUT_BIAS_1, Part.RECURRENT_BIAS_1);
        // [T, directions, N, H], of one direction.
        graph.node("Squeeze", "shown_1", List.of("outputs_1", "second"));
        layer(2, "", "shown_1", Part.INPUT_2, Part.RECURRENT_2, Part.INPUT_BIAS_2, Part.RECURRENT_BIAS_2);
        graph.node("Squeeze", "seen", List.of("last_2", "first"));
        dense("seen");
        quantiles();
        graph.output("y", ROWS, layout.quantiles());
        return graph.toFile(metadata);
    }

    /** From {@code x} to {@code scaled}, and the {@code volatility} [N,1] of the last bar, as {@link PriceScaling} does. */
    private void scale() {
        graph.integers("last_bar", length - 1);
        graph.integers("volatility_place", MarketFeature.VOLATILITY.ordinal());
        graph.node("Gather", "last_features", List.of("x", "last_bar"), attribute("axis", 1));
        graph.node("Gather", "volatilities", List.of("last_features", "volatility_place"), attribute("axis", 2));
        graph.node("Squeeze", "volatility", List.of("volatilities", "second"));
        // In the order of MarketFeature: three in log returns, two as they are, two volatilities.
        graph.integers("feature_parts", 3, 2, 2);
        graph.nodes(
                "Split",
                List.of("log_returns", "plain", "spreads"),
                List.of("x", "feature_parts"),
                attribute("axis", 2));
        graph.node("Div", "relative_returns", List.of("log_returns", "volatilities"));
        graph.floats("two", new float[] {2}, 1);
        graph.node("Sub", "spreads_beyond", List.of("spreads", "volatilities"));
        graph.node("Mul", "spreads_twice", List.of("spreads_beyond", "two"));
        graph.node("Add", "spreads_sum", List.of("spreads", "volatilities"));
        graph.node("Div", "relative_spreads", List.of("spreads_twice", "spreads_sum"));
        graph.node(
                "Concat", "relative", List.of("relative_returns", "plain", "relative_spreads"), attribute("axis", 2));
        graph.floats("means", scaling.means(), PriceScaling.FEATURES);
        graph.floats("factors", scaling.factors(), PriceScaling.FEATURES);
        graph.floats("furthest", new float[] {PriceScaling.FURTHEST}, 1);
        graph.floats("furthest_below", new float[] {-PriceScaling.FURTHEST}, 1);
        graph.node("Sub", "centred", List.of("relative", "means"));
        graph.node("Mul", "stretched", List.of("centred", "factors"));
        graph.node("Max", "raised", List.of("stretched", "furthest_below"));
        graph.node("Min", "scaled", List.of("raised", "furthest"));
    }

    /** From {@code sequence} [T,N,I] to {@code outputs} [T,1,N,H], unless that is empty, and {@code last_i} [1,N,H]. */
    private void layer(
            int number,
            String outputs,
            String sequence,
            Part input,
            Part recurrent,
            Part inputBias,
            Part recurrentBias) {
        int hidden = layout.hidden();
        long width = layout.shape(input)[1];
        float[] biases = new float[8 * hidden];
        System.arraycopy(reordered(inputBias), 0, biases, 0, 4 * hidden);
        System.arraycopy(reordered(recurrentBias), 0, biases, 4 * hidden, 4 * hidden);
        String of = "_" + number;
        graph.floats("input" + of, reordered(input), 1, 4L * hidden, width);
        graph.floats("recurrent" + of, reordered(recurrent), 1, 4L * hidden, hidden);
        graph.floats("bias" + of, biases, 1, 8L * hidden);
        graph.nodes(
                "LSTM",
                List.of(outputs, "last" + of, ""),
                List.of(sequence, "input" + of, "recurrent" + of, "bias" + of),
                attribute("hidden_size", hidden));
    }

    /** Rows of a part's gates in ONNX's order. */
    private float[] reordered(Part part) {
        float[] values = weights.part(part);
        int block = values.length / GATES.length;
        float[] reordered = new float[values.length];
        for (int gate = 0; gate < GATES.length; gate++) {
            System.arraycopy(values, GATES[gate] * block, reordered, gate * block, block);
        }
        return reordered;
    }

    private void dense(String seen) {
        graph.floats("dense_weight", weights.part(Part.DENSE), layout.dense(), layout.hidden());
        graph.floats("dense_bias", weights.part(Part.DENSE_BIAS), layout.dense());
        graph.floats("output_weight", weights.part(Part.OUTPUT), layout.quantiles(), layout.dense());
        graph.floats("output_bias", weights.part(Part.OUTPUT_BIAS), layout.quantiles());
        graph.node("Gemm", "dense", List.of(seen, "dense_weight", "dense_bias"), attribute("transB", 1));
        graph.node("Relu", "rectified", List.of("dense"));
        graph.node("Gemm", "raw", List.of("rectified", "output_weight", "output_bias"), attribute("transB", 1));
    }

    /** From {@code raw} to {@code y}: steps that are not negative, added up, and in log returns. */
    private void quantiles() {
        int quantiles = layout.quantiles();
        float[] middle = PriceWeights.middle(quantiles);
        float[] others = new float[quantiles];
        Arrays.fill(others, 1);
        others[quantiles / 2] = 0;
        graph.floats("is_middle", middle, quantiles);
        graph.floats("is_step", others, quantiles);
        graph.floats("cumulative", PriceWeights.cumulative(quantiles), quantiles, quantiles);
        graph.node("Mul", "middle", List.of("raw", "is_middle"));
        graph.floats("half", new float[] {0.5f}, 1);
        graph.floats("four", new float[] {4}, 1);
        graph.node("Mul", "squares", List.of("raw", "raw"));
        graph.node("Add", "squares_and_four", List.of("squares", "four"));
        graph.node("Sqrt", "roots", List.of("squares_and_four"));
        graph.node("Add", "doubled", List.of("raw", "roots"));
        graph.node("Mul", "positive", List.of("doubled", "half"));
        graph.node("Mul", "steps", List.of("positive", "is_step"));
        graph.node("Add", "parts", List.of("middle", "steps"));
        graph.node("MatMul", "in_volatilities", List.of("parts", "cumulative"));
        graph.node("Mul", "y", List.of("in_volatilities", "volatility"));
    }
}
