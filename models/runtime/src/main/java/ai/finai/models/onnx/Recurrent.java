package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;

/**
 * Finds recurrent operators whose weights have not the shape that their number of units asks for. Shape inference does not
 * look at them, and where their rank is another, ONNX Runtime 1.28 ends the process when it packs them.
 */
final class Recurrent {

    private static final Map<String, Integer> GATES = Map.of("RNN", 1, "GRU", 3, "LSTM", 4);
    private static final int INPUT_WEIGHTS = 1;
    private static final int STATE_WEIGHTS = 2;
    private static final int BIASES = 3;

    private Recurrent() {}

    /** @param results whose dimensions are known */
    static void check(GraphProto graph, Map<String, Result> results) throws InvalidModelException {
        for (NodeProto node : graph.getNodeList()) {
            Integer gates = GATES.get(node.getOpType());
            if (gates != null) {
                check(node, gates, results);
            }
        }
    }

    private static void check(NodeProto node, int gates, Map<String, Result> results) throws InvalidModelException {
        long units = units(node);
        long directions = isBidirectional(node) ? 2 : 1;
        Result x = results.get(node.getInputCount() > 0 ? node.getInput(0) : "");
        long width = x != null && x.dimensions().length == 3 ? x.dimensions()[2] : Inference.UNKNOWN;
        require(node, INPUT_WEIGHTS, "weights W", results, directions, gates * units, width);
        require(node, STATE_WEIGHTS, "weights R", results, directions, gates * units, units);
        require(node, BIASES, "biases B", results, directions, 2 * gates * units);
    }

    private static long units(NodeProto node) throws InvalidModelException {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals("hidden_size") && attribute.getI() > 0 && attribute.getI() <= 1 << 20) {
                return attribute.getI();
            }
        }
        throw new InvalidModelException(node.getOpType() + " says no hidden_size, or one that cannot be");
    }

    private static boolean isBidirectional(NodeProto node) {
        return node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("direction")
                        && attribute.getS().toStringUtf8().equals("bidirectional"));
    }

    private static void require(NodeProto node, int input, String what, Map<String, Result> results, long... expected)
            throws InvalidModelException {
        if (input >= node.getInputCount() || node.getInput(input).isEmpty()) {
            return; // biases may be left out; weights that are missing are refused by ONNX Runtime
        }
        Result result = results.get(node.getInput(input));
        long[] found = result == null ? new long[0] : result.dimensions();
        if (!Arrays.equals(found, expected)) {
            throw new InvalidModelException(what + " of " + node.getOpType() + " are " + Arrays.toString(found)
                    + "; its hidden_size and input ask for " + Arrays.toString(expected));
        }
    }
}
