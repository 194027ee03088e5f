package ai.finai.training.text;

import ai.finai.training.lstm.OnnxGraph;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The trained networks as one ONNX graph: pieces and mask of each headline to the probabilities of its classes. Padding
 * changes nothing: its embedding is 0, and what filters find there is 0, which no response is below.
 */
final class TextGraph {

    private final OnnxGraph graph = new OnnxGraph("text");
    private final TrainedText trained;

    TextGraph(TrainedText trained) {
        this.trained = trained;
    }

    byte[] toFile(Map<String, String> metadata) {
        graph.wholeInput("ids", OnnxGraph.ROWS, OnnxGraph.LENGTH);
        graph.wholeInput("mask", OnnxGraph.ROWS, OnnxGraph.LENGTH);
        graph.output("y", OnnxGraph.ROWS, Member.CLASSES);
        graph.integers("axis1", 1);
        graph.integers("axis2", 2);
        graph.integers("place0", 0);
        graph.integers("place1", 1);
        graph.integers("end", Long.MAX_VALUE);
        graph.floats("nothing", new float[] {0}, 1);
        graph.node("Cast", "mask_float", List.of("mask"), OnnxGraph.attribute("to", (long)
                TensorProto.DataType.FLOAT_VALUE));
        graph.node("Unsqueeze", "there", List.of("mask_float", "axis2"));
        graph.node("ReduceSum", "count", List.of("mask_float", "axis1"), OnnxGraph.attribute("keepdims", 1L));
        String sum = "";
        for (int i = 0; i < trained.members().size(); i++) {
            String logits = member("m" + i + "_", trained.members().get(i));
            sum = i == 0 ? logits : graph.node("Add", "sum" + i, List.of(sum, logits));
        }
        graph.floats("share", new float[] {1f / trained.members().size()}, 1);
        graph.floats("shift", trained.shift(), Member.CLASSES);
        graph.floats("sureness", new float[] {(float) (1 / trained.temperature())}, 1);
        graph.node("Mul", "mean", List.of(sum, "share"));
        graph.node("Add", "shifted", List.of("mean", "shift"));
        graph.node("Mul", "logits", List.of("shifted", "sureness"));
        graph.node("Softmax", "y", List.of("logits"), OnnxGraph.attribute("axis", -1L));
        return graph.toFile(metadata);
    }

    /** Adds a network, and gives the name of its logits. */
    private String member(String prefix, Member member) {
        TextSettings settings = member.settings();
        long width = settings.width();
        float[] table = member.embeddings();
        String embeddings = graph.floats(prefix + "embeddings", table, table.length / width, width);
        String found = graph.node("Gather", prefix + "found", List.of(embeddings, "ids"));
        List<String> inRow = new ArrayList<>(List.of(graph.node("Mul", prefix + "x0", List.of(found, "there"))));
        List<String> features = new ArrayList<>();
        String none = "";
        if (settings.reach() > 1) {
            String first = graph.node("Slice", prefix + "first", List.of(inRow.get(0), "place0", "place1", "axis1"));
            none = graph.node("Mul", prefix + "none", List.of(first, "nothing"));
        }
        List<float[]> dense = member.dense();
        for (int reach = 1; reach <= settings.reach(); reach++) {
            if (reach > 1) {
                String rest = graph.node(
                        "Slice", prefix + "rest" + reach, List.of(inRow.get(reach - 2), "place1", "end", "axis1"));
                inRow.add(graph.node("Concat", prefix + "x" + reach, List.of(rest, none), axis(1)));
            }
            String seen = reach == 1 ? inRow.get(0) : graph.node("Concat", prefix + "seen" + reach, inRow, axis(2));
            features.add(responses(prefix, reach, seen, settings, dense.get(2 * reach - 2), dense.get(2 * reach - 1)));
        }
        String total = graph.node(
                "ReduceSum", prefix + "total", List.of(inRow.get(0), "axis1"), OnnxGraph.attribute("keepdims", 0L));
        features.add(graph.node("Div", prefix + "mean", List.of(total, "count")));
        String all = graph.node("Concat", prefix + "features", features, axis(1));
        int last = 2 * settings.reach();
        String weights = graph.floats(prefix + "classes", dense.get(last), settings.features(), Member.CLASSES);
        String biases = graph.floats(prefix + "class_biases", dense.get(last + 1), Member.CLASSES);
        return graph.node("Gemm", prefix + "logits", List.of(all, weights, biases));
    }

    private String responses(
            String prefix, int reach, String seen, TextSettings settings, float[] weights, float[] biases) {
        String filters =
                graph.floats(prefix + "filters" + reach, weights, (long) reach * settings.width(), settings.filters());
        String offsets = graph.floats(prefix + "offsets" + reach, biases, settings.filters());
        String product = graph.node("MatMul", prefix + "product" + reach, List.of(seen, filters));
        String shifted = graph.node("Add", prefix + "shifted" + reach, List.of(product, offsets));
        String positive = graph.node("Relu", prefix + "positive" + reach, List.of(shifted));
        String response = graph.node("Mul", prefix + "response" + reach, List.of(positive, "there"));
        return graph.node(
                "ReduceMax",
                prefix + "largest" + reach,
                List.of(response),
                OnnxGraph.attribute("axes", new long[] {1}),
                OnnxGraph.attribute("keepdims", 0L));
    }

    private static AttributeProto axis(long axis) {
        return OnnxGraph.attribute("axis", axis);
    }
}
