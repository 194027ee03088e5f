package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Inference.Result;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dimensions of results where a graph computes some of them from the number of rows, as {@code x.size(0)} in
 * PyTorch does: ONNX Runtime cannot infer those, so what is made of sizes alone is computed, for a batch of a given
 * extent.
 */
final class Sizes {

    /** What is larger is no size. */
    private static final int MOST_ELEMENTS = 1_024;

    /** Each opens a session: networks of PyTorch need two or three, a chain made to cost time as many as it has nodes. */
    private static final int MOST_ROUNDS = 16;

    private final ModelProto model;
    private final Signature signature;
    private final Extent extent;
    private final Map<String, TensorProto> known = new HashMap<>();

    private Sizes(ModelProto model, Signature signature, Extent extent) {
        this.model = model;
        this.signature = signature;
        this.extent = extent;
    }

    /** As {@link Inference#of}, with all that follows from sizes. */
    static Map<String, Result> infer(ModelProto model, Signature signature, Extent extent)
            throws InvalidModelException {
        return new Sizes(model, signature, extent).infer();
    }

    private Map<String, Result> infer() throws InvalidModelException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, Result> results = Inference.of(model, known, extent, false);
            int before = known.size();
            Values.check(model.getGraph(), signature, results);
            takeShapes(results);
            compute(results);
            if (known.size() == before) {
                return results;
            }
        }
        throw new InvalidModelException(
                "its sizes depend on sizes more than " + MOST_ROUNDS + " times over: too deep to be checked");
    }

    /** What the Shape operators give. */
    private void takeShapes(Map<String, Result> results) {
        for (NodeProto node : model.getGraph().getNodeList()) {
            Result of = node.getOpType().equals("Shape") ? results.get(node.getInput(0)) : null;
            if (of == null || !of.known() || known.containsKey(node.getOutput(0))) {
                continue;
            }
            int rank = of.dimensions().length;
            int start = place(node, "start", 0, rank);
            int end = Math.max(start, place(node, "end", rank, rank));
            TensorProto.Builder shape = TensorProto.newBuilder()
                    .setName(node.getOutput(0))
                    .setDataType(TensorProto.DataType.INT64_VALUE)
                    .addDims(end - start);
            Arrays.stream(of.dimensions(), start, end).forEach(shape::addInt64Data);
            known.put(node.getOutput(0), shape.build());
        }
    }

    private static int place(NodeProto node, String attribute, int otherwise, int rank) {
        long place = node.getAttributeList().stream()
                .filter(a -> a.getName().equals(attribute))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(otherwise);
        return (int) Math.max(0, Math.min(place < 0 ? place + rank : place, rank));
    }

    /** Computes what depends on whole numbers alone that are known. */
    private void compute(Map<String, Result> results) throws InvalidModelException {
        GraphProto.Builder part = GraphProto.newBuilder().setName("sizes");
        Set<String> given = new HashSet<>();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b) <= MOST_ELEMENTS) {
                part.addInitializer(tensor);
                given.add(tensor.getName());
            }
        }
        part.addAllInitializer(known.values());
        given.addAll(known.keySet());
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOutputCount() == 1
                    && !known.containsKey(node.getOutput(0))
                    && small(results.get(node.getOutput(0)))
                    && node.getInputList().stream().allMatch(name -> name.isEmpty() || given.contains(name))) {
                part.addNode(node);
                part.addOutputBuilder().setName(node.getOutput(0));
                given.add(node.getOutput(0));
            }
        }
        if (part.getNodeCount() > 0) {
            run(model.toBuilder().setGraph(part).build());
        }
    }

    private static boolean small(@Nullable Result result) {
        return result != null
                && result.known()
                && result.elements() <= MOST_ELEMENTS
                && (result.whole() || result.type() == OnnxJavaType.BOOL);
    }

    private void run(ModelProto part) throws InvalidModelException {
        try (OrtSession.SessionOptions options = Ort.options()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = Ort.environment().createSession(part.toByteArray(), options);
                    OrtSession.Result computed = session.run(Map.of())) {
                for (Map.Entry<String, OnnxValue> result : computed) {
                    known.put(result.getKey(), constant(result.getKey(), (OnnxTensor) result.getValue()));
                }
            }
        } catch (OrtException e) {
            throw new InvalidModelException("its sizes cannot be computed: " + Ort.firstLine(e));
        }
    }

    private static TensorProto constant(String name, OnnxTensor tensor) {
        TensorProto.Builder constant = TensorProto.newBuilder()
                .setName(name)
                .setDataType(
                        switch (tensor.getInfo().type) {
                            case INT64 -> TensorProto.DataType.INT64_VALUE;
                            case INT32 -> TensorProto.DataType.INT32_VALUE;
                            default -> TensorProto.DataType.BOOL_VALUE;
                        });
        Arrays.stream(tensor.getInfo().getShape()).forEach(constant::addDims);
        ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        return constant.setRawData(ByteString.copyFrom(bytes)).build();
    }
}
