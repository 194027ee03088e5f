package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.List;
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
    private final Limits limits;

    private Shapes(ModelProto model, Signature signature, Limits limits) {
        this.model = model;
        this.graph = model.getGraph();
        this.signature = signature;
        this.limits = limits;
    }

    /**
     * Checks batches up to the largest.
     *
     * @return whether those of every extent were checked, or only {@link Limits#extents those that stand for all}
     */
    static boolean check(ModelProto model, Signature signature, Limits limits) throws InvalidModelException {
        return new Shapes(model, signature, limits).check();
    }

    private boolean check() throws InvalidModelException {
        List<Extent> extents = limits.extents();
        Map<String, Result> results = Inference.of(model, Map.of(), extents.get(0), true);
        Values.check(graph, signature, results);
        if (results.values().stream().allMatch(Result::known)) {
            for (Extent largest : limits.largest()) {
                check(Inference.of(model, Map.of(), largest, true), largest);
            }
            return true;
        }
        for (Extent extent : extents) {
            check(Sizes.infer(model, signature, extent), extent);
        }
        return false;
    }

    private void check(Map<String, Result> results, Extent extent) throws InvalidModelException {
        for (Map.Entry<String, Result> result : results.entrySet()) {
            if (!result.getValue().known()) {
                throw new InvalidModelException(
                        "the size of result " + Graph.brief(result.getKey()) + " is not known before it is computed");
            }
        }
        for (Signature.Port output : signature.outputs()) {
            long[] expected = output.dimensions(extent);
            long[] found = Objects.requireNonNull(results.get(output.name())).dimensions();
            if (!Arrays.equals(found, expected)) {
                throw new InvalidModelException("for " + extent.rows() + " rows " + output.name() + " is "
                        + Arrays.toString(found) + "; expected " + Arrays.toString(expected));
            }
        }
        Recurrent.check(graph, results);
        Budget.check(graph, results, limits);
    }
}
