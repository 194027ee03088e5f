package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Finds how large each intermediate result of a graph can become, before anything is computed: a column added to a row
 * can ask for more memory than there is.
 */
final class Shapes {

    private final ModelProto model;
    private final GraphProto graph;
    private final Signature signature;

    private Shapes(ModelProto model, Signature signature) {
        this.model = model;
        this.graph = model.getGraph();
        this.signature = signature;
    }

    /**
     * Checks batches of up to so many rows.
     *
     * @param largestBatch a power of two
     * @return whether those of every size were checked, or those alone whose size is a power of two
     */
    static boolean check(ModelProto model, Signature signature, int largestBatch) throws InvalidModelException {
        return new Shapes(model, signature).check(largestBatch);
    }

    private boolean check(int largestBatch) throws InvalidModelException {
        Map<String, Result> results = Inference.of(model, Map.of(), largestBatch, true);
        Values.check(graph, results);
        if (results.values().stream().allMatch(Result::known)) {
            check(results, largestBatch);
            return true;
        }
        for (int rows = largestBatch; rows > 0; rows /= 2) {
            check(Sizes.infer(model, rows), rows);
        }
        return false;
    }

    private void check(Map<String, Result> results, int rows) throws InvalidModelException {
        for (Map.Entry<String, Result> result : results.entrySet()) {
            if (!result.getValue().known()) {
                throw new InvalidModelException(
                        "the size of result " + Graph.brief(result.getKey()) + " is not known before it is computed");
            }
        }
        for (String output : Signature.OUTPUTS) {
            long[] expected = {rows, signature.width(output)};
            long[] found = Objects.requireNonNull(results.get(output)).dimensions();
            if (!Arrays.equals(found, expected)) {
                throw new InvalidModelException("for " + rows + " rows " + output + " is " + Arrays.toString(found)
                        + "; expected " + Arrays.toString(expected));
            }
        }
        Recurrent.check(graph, results);
        Budget.check(graph, results);
    }
}
