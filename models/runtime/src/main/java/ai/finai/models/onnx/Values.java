package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks which values may become what. Whole numbers are sizes, axes and indices: made of a row's features, they would
 * let one row make a graph fail, and their division can end the JVM (the least number by -1).
 */
final class Values {

    private static final Set<OnnxJavaType> TYPES = EnumSet.of(
            OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.INT32, OnnxJavaType.INT64, OnnxJavaType.BOOL);

    /**
     * What gives whole numbers that it was given, elsewhere: a text's tokens and its mask are whole to begin with. Sizes made
     * of them are found where sizes are inferred, and refused.
     */
    private static final Set<String> MOVING = Set.of(
            "Cast",
            "Concat",
            "Expand",
            "Flatten",
            "Identity",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze");

    /** Their first input is what they give; the others say how much of it, or in which shape. */
    private static final Set<String> CUTTING = Set.of("Expand", "Reshape", "Slice");

    private Values() {}

    static void check(GraphProto graph, Signature signature, Map<String, Result> results) throws InvalidModelException {
        List<String> problems = new ArrayList<>();
        Set<String> ofRows = new HashSet<>(signature.inputNames());
        Set<String> ofSizes = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            boolean shape = node.getOpType().equals("Shape");
            boolean fromRows = !shape && node.getInputList().stream().anyMatch(ofRows::contains);
            boolean fromSizes = shape || valuesOf(node).stream().anyMatch(ofSizes::contains);
            for (String name : node.getOutputList()) {
                if (name.isEmpty()) {
                    continue;
                }
                Result result = results.get(name);
                if (result == null || !TYPES.contains(result.type())) {
                    problems.add("result " + Graph.brief(name) + " of node " + Graph.title(node) + " is "
                            + (result == null ? "unknown" : result.type().name().toLowerCase(Locale.ROOT))
                            + "; allowed are tensors of float, double, int32, int64 and bool");
                    continue;
                }
                if (fromRows) {
                    ofRows.add(name);
                }
                if (fromSizes && result.whole()) {
                    ofSizes.add(name);
                }
                if (result.whole() && fromRows && !(signature.ofTokens() && MOVING.contains(node.getOpType()))) {
                    problems.add("node " + Graph.title(node) + " makes whole numbers of features or states, which may"
                            + " then be indices or sizes of anything; keep them float");
                }
                if (result.whole() && node.getOpType().equals("Div")) {
                    problems.add("node " + Graph.title(node)
                            + " divides whole numbers, which can end the process; divide floats");
                }
                if (!result.whole()
                        && node.getOpType().equals("Gather")
                        && node.getInputCount() > 1
                        && ofSizes.contains(node.getInput(1))) {
                    problems.add(
                            "node " + Graph.title(node)
                                    + " takes what lies at a place that depends on the number of rows; make the place constant");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidModelException(problems);
        }
    }

    /** Inputs whose values become those of the results: a constant stays one, however much of it is taken. */
    private static List<String> valuesOf(NodeProto node) {
        return CUTTING.contains(node.getOpType()) && node.getInputCount() > 0
                ? List.of(node.getInput(0))
                : node.getInputList();
    }
}
