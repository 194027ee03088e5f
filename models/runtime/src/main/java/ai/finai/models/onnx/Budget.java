package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How much memory and work a batch takes, from the dimensions of all that is computed. */
final class Budget {

    private static final int MOST_DIMENSIONS = 8;

    private final Map<String, Result> results;
    private final Limits limits;
    private double elements;
    private double work;

    private Budget(Map<String, Result> results, Limits limits) {
        this.results = results;
        this.limits = limits;
    }

    /** @param results all of them known */
    static void check(GraphProto graph, Map<String, Result> results, Limits limits) throws InvalidModelException {
        new Budget(results, limits).check(graph);
    }

    private void check(GraphProto graph) throws InvalidModelException {
        Map<String, Double> largest = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            double before = elements;
            for (String name : node.getOutputList()) {
                if (!name.isEmpty()) {
                    count(name, of(name));
                }
            }
            count(node);
            largest.put(Graph.title(node), elements - before);
        }
        if (elements > limits.elements()) {
            String node = largest.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            throw new InvalidModelException(String.format(
                    Locale.ROOT,
                    "a batch of it computes %,.0f numbers, most of them in node %s; at most %,.0f are allowed",
                    elements,
                    node,
                    limits.elements()));
        }
        if (work > limits.work()) {
            throw new InvalidModelException(String.format(
                    Locale.ROOT,
                    "a batch of it takes %,.0f multiplications; at most %,.0f are allowed",
                    work,
                    limits.work()));
        }
    }

    private Result of(String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private void count(String name, Result result) throws InvalidModelException {
        if (result.dimensions().length > MOST_DIMENSIONS) {
            throw new InvalidModelException("result " + Graph.brief(name) + " has " + result.dimensions().length
                    + " dimensions; at most " + MOST_DIMENSIONS + " are allowed");
        }
        if (result.elements() < 1 && result.type() != OnnxJavaType.INT64) {
            throw new InvalidModelException(
                    "result " + Graph.brief(name) + " has no elements: some operators end the process then");
        }
        elements += result.elements();
    }

    private void count(NodeProto node) {
        switch (node.getOpType()) {
            case "MatMul", "Gemm" -> {
                Result left = of(node.getInput(0));
                work += of(node.getOutput(0)).elements()
                        * left.dimension(isSet(node, "transA") ? 0 : left.dimensions().length - 1);
            }
            case "LSTM", "GRU", "RNN" -> {
                Result sequence = of(node.getInput(0));
                Result recurrent = of(node.getInput(2));
                double steps = (double) sequence.dimension(0) * sequence.dimension(1);
                work += steps * (of(node.getInput(1)).elements() + recurrent.elements());
                // Gates of all steps; the second dimension of the weights is how many a step has.
                elements += 2 * steps * recurrent.dimension(0) * recurrent.dimension(1);
            }
            default -> {
                // What is in proportion to the results.
            }
        }
    }

    private static boolean isSet(NodeProto node, String attribute) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(attribute))
                .mapToLong(AttributeProto::getI)
                .anyMatch(value -> value != 0);
    }
}
