package ai.finai.training.lstm;

import static ai.finai.training.lstm.OnnxGraph.ROWS;
import static ai.finai.training.lstm.OnnxGraph.attribute;

import ai.finai.training.lstm.Layout.Part;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network as ONNX: one posting at a time for serving, or a window of postings to hold that against.
 *
 * <p>ONNX has the gates in the order input, output, forget, cell; PyTorch input, forget, cell, output.
 */
final class LstmGraphs {

    private static final int[] GATES = {0, 3, 1, 2};

    private final Weights weights;
    private final Scaling scaling;
    private final Calibration calibration;
    private final int features;
    private final int inputs;
    private final int hidden;

    LstmGraphs(CalibratedNetwork network) {
        weights = network.weights();
        scaling = network.scaling();
        calibration = network.calibration();
        features = scaling.features();
        inputs = weights.layout().inputs();
        hidden = weights.layout().hidden();
    }

    /**
     * {@code (x[N,F], state[N,2H]) -> (y[N,1], state_out[N,2H])}; a state row is the hidden, then the cell state.
     *
     * <p>The cell is written out as one matrix product and what follows it: at 29 inputs, 32 units and batches of 128 that takes 0.33
     * to 0.43 µs a row, where ONNX's LSTM operator takes 0.39 to 0.48; at 16 units 0.20 and 0.27. Neither depends on the
     * batch by one bit.
     */
    byte[] step(Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("account-lstm-step");
        graph.input("x", ROWS, features);
        graph.input("state", ROWS, 2L * hidden);
        String scaled = scaled(graph, "x");
        graph.integers("state_parts", hidden, hidden);
        graph.nodes("Split", List.of("hidden", "cell"), List.of("state", "state_parts"), attribute("axis", 1));
        cell(graph, scaled);
        graph.node("Concat", "state_out", List.of("hidden_out", "cell_out"), attribute("axis", 1));
        score(graph, "hidden_out", scaled);
        graph.output("y", ROWS, 1);
        graph.output("state_out", ROWS, 2L * hidden);
        return graph.toFile(metadata);
    }

    private void cell(OnnxGraph graph, String scaled) {
        // A row for each input and hidden unit, a column for each gate of each unit, in PyTorch's order.
        int gates = 4 * hidden;
        float[] input = weights.part(Part.INPUT);
        float[] recurrent = weights.part(Part.RECURRENT);
        float[] matrix = new float[(inputs + hidden) * gates];
        float[] bias = new float[gates];
        for (int gate = 0; gate < gates; gate++) {
            for (int i = 0; i < inputs; i++) {
                matrix[i * gates + gate] = input[gate * inputs + i];
            }
            for (int i = 0; i < hidden; i++) {
                matrix[(inputs + i) * gates + gate] = recurrent[gate * hidden + i];
            }
            bias[gate] = weights.part(Part.INPUT_BIAS)[gate] + weights.part(Part.RECURRENT_BIAS)[gate];
        }
        graph.floats("gates_weight", matrix, inputs + hidden, gates);
        graph.floats("gates_bias", bias, gates);
        graph.integers("gates_parts", hidden, hidden, hidden, hidden);
        graph.node("Concat", "seen", List.of(scaled, "hidden"), attribute("axis", 1));
        graph.node("Gemm", "gates", List.of("seen", "gates_weight", "gates_bias"));
        graph.nodes(
                "Split",
                List.of("input_gate", "forget_gate", "candidate_gate", "output_gate"),
                List.of("gates", "gates_parts"),
                attribute("axis", 1));
        graph.node("Sigmoid", "input_open", List.of("input_gate"));
        graph.node("Sigmoid", "forget_open", List.of("forget_gate"));
        graph.node("Tanh", "candidate", List.of("candidate_gate"));
        graph.node("Sigmoid", "output_open", List.of("output_gate"));
        graph.node("Mul", "kept", List.of("forget_open", "cell"));
        graph.node("Mul", "taken", List.of("input_open", "candidate"));
        graph.node("Add", "cell_out", List.of("kept", "taken"));
        graph.node("Tanh", "cell_shown", List.of("cell_out"));
        graph.node("Mul", "hidden_out", List.of("output_open", "cell_shown"));
    }

    /**
     * {@code x[N,T,F] -> y[N,1]}: the score after the last of T postings, from a state of zeros.
     *
     * @param steps T
     */
    byte[] window(int steps) {
        OnnxGraph graph = new OnnxGraph("account-lstm-window");
        graph.input("x", ROWS, steps, features);
        String scaled = scaled(graph, "x");
        graph.integers("first", 0);
        String sequence = graph.node("Transpose", "sequence", List.of(scaled), attribute("perm", new long[] {1, 0, 2}));
        lstm(graph, sequence);
        graph.node("Squeeze", "hidden_out", List.of("hidden_last", "first"));
        graph.integers("last", steps - 1);
        graph.integers("steps", 1);
        graph.node("Gather", "scaled_last_step", List.of(scaled, "last"), attribute("axis", 1));
        graph.node("Squeeze", "scaled_last", List.of("scaled_last_step", "steps"));
        score(graph, "hidden_out", "scaled_last");
        graph.output("y", ROWS, 1);
        return graph.toFile(Map.of());
    }

    private String scaled(OnnxGraph graph, String x) {
        graph.integers(
                "sources", Arrays.stream(scaling.sources()).asLongStream().toArray());
        graph.floats("offsets", scaling.offsets(), inputs);
        graph.floats("factors", scaling.factors(), inputs);
        graph.floats("lows", scaling.lows(), inputs);
        graph.floats("highs", scaling.highs(), inputs);
        graph.node("Gather", "spread", List.of(x, "sources"), attribute("axis", -1));
        graph.node("Sub", "centred", List.of("spread", "offsets"));
        graph.node("Mul", "stretched", List.of("centred", "factors"));
        graph.node("Max", "raised", List.of("stretched", "lows"));
        return graph.node("Min", "scaled", List.of("raised", "highs"));
    }

    /** From {@code sequence} [T,N,F] to {@code hidden_last} [1,N,H], by ONNX's own operator: another way to the same. */
    private void lstm(OnnxGraph graph, String sequence) {
        graph.floats("lstm_input", reordered(Part.INPUT), 1, 4L * hidden, inputs);
        graph.floats("lstm_recurrent", reordered(Part.RECURRENT), 1, 4L * hidden, hidden);
        float[] biases = new float[8 * hidden];
        System.arraycopy(reordered(Part.INPUT_BIAS), 0, biases, 0, 4 * hidden);
        System.arraycopy(reordered(Part.RECURRENT_BIAS), 0, biases, 4 * hidden, 4 * hidden);
        graph.floats("lstm_bias", biases, 1, 8L * hidden);
        graph.nodes(
                "LSTM",
                List.of("", "hidden_last", ""),
                List.of(sequence, "lstm_input", "lstm_recurrent", "lstm_bias"),
                attribute("hidden_size", hidden));
    }

    private float[] reordered(Part part) {
        float[] from = weights.part(part);
        float[] to = new float[from.length];
        int gate = from.length / 4;
        for (int i = 0; i < 4; i++) {
            System.arraycopy(from, GATES[i] * gate, to, i * gate, gate);
        }
        return to;
    }

    private void score(OnnxGraph graph, String outputs, String scaled) {
        Layout layout = weights.layout();
        AttributeProto rowsAreOutputs = attribute("transB", 1);
        String last = graph.node("Concat", "shown", List.of(outputs, scaled), attribute("axis", 1));
        if (layout.head() > 0) {
            graph.floats("head_weight", weights.part(Part.HEAD), layout.shape(Part.HEAD));
            graph.floats("head_bias", weights.part(Part.HEAD_BIAS), layout.shape(Part.HEAD_BIAS));
            graph.node("Gemm", "head", List.of(last, "head_weight", "head_bias"), rowsAreOutputs);
            last = graph.node("Relu", "head_rectified", List.of("head"));
        }
        graph.floats("output_weight", weights.part(Part.OUTPUT), layout.shape(Part.OUTPUT));
        graph.floats("output_bias", weights.part(Part.OUTPUT_BIAS), layout.shape(Part.OUTPUT_BIAS));
        graph.node("Gemm", "logit", List.of(last, "output_weight", "output_bias"), rowsAreOutputs);
        graph.floats("slope", new float[] {(float) calibration.slope()}, 1);
        graph.floats("intercept", new float[] {(float) calibration.intercept()}, 1);
        graph.node("Mul", "logit_scaled", List.of("logit", "slope"));
        graph.node("Add", "logit_calibrated", List.of("logit_scaled", "intercept"));
        graph.node("Sigmoid", "y", List.of("logit_calibrated"));
    }
}
