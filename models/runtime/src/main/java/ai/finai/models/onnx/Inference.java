package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks ONNX Runtime which type and dimensions each intermediate result has, without computing anything: it infers them
 * itself when a graph is opened. For that every result becomes an output; what the file says of shapes is left out, since
 * it would be believed; and floats become inputs, so that the graph holds no numbers but sizes and axes.
 */
final class Inference {

    /** Of a dimension that is known only once it is computed. */
    static final long UNKNOWN = -1;

    private static final String RANK = Wiring.OURS + "rank of ";

    /**
     * What is known of a result.
     *
     * @param dimensions of which those that follow the batch have its extent, and others may be {@link #UNKNOWN}
     * @param ranked whether the number of dimensions is known
     */
    record Result(OnnxJavaType type, long[] dimensions, boolean ranked) {

        boolean known() {
            for (long dimension : dimensions) {
                if (dimension == UNKNOWN) {
                    return false;
                }
            }
            return ranked;
        }

        boolean whole() {
            return type == OnnxJavaType.INT64 || type == OnnxJavaType.INT32;
        }

        /** 1 for one that is not there. */
        long dimension(int i) {
            return i >= 0 && i < dimensions.length ? dimensions[i] : 1;
        }

        /** As a double: a product of dimensions may be beyond any whole number. */
        double elements() {
            double elements = 1;
            for (long dimension : dimensions) {
                elements *= dimension;
            }
            return elements;
        }
    }

    private Inference() {}

    /**
     * The type and dimensions of every input, initializer and result, by name.
     *
     * @param model that was checked, but for its shapes
     * @param sizes values of results that are known, by name
     * @param extent of the batch
     * @param open whether to leave that open while inferring, which finds what holds for batches of every extent
     */
    static Map<String, Result> of(ModelProto model, Map<String, TensorProto> sizes, Extent extent, boolean open)
            throws InvalidModelException {
        ModelProto asked = question(model, sizes, open ? null : extent);
        try (OrtSession.SessionOptions options = Ort.options()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = Ort.environment().createSession(asked.toByteArray(), options)) {
                Map<String, Result> results = new HashMap<>();
                answers(session.getOutputInfo(), extent, results);
                answers(session.getInputInfo(), extent, results);
                asked.getGraph()
                        .getInitializerList()
                        .forEach(tensor -> results.put(tensor.getName(), ofConstant(tensor)));
                return results;
            }
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime refuses it: " + Ort.firstLine(e));
        }
    }

    /** @param extent null to leave it open */
    private static ModelProto question(ModelProto model, Map<String, TensorProto> sizes, @Nullable Extent extent) {
        GraphProto graph = model.getGraph();
        GraphProto.Builder asked = GraphProto.newBuilder().setName(graph.getName());
        for (ValueInfoProto input : graph.getInputList()) {
            ValueInfoProto.Builder value = asked.addInputBuilder().mergeFrom(input);
            if (extent != null) {
                close(value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder(), extent);
            }
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE && tensor.getDimsCount() > 0) {
                asked.addInput(shapeOf(tensor));
            } else {
                asked.addInitializer(tensor);
            }
        }
        sizes.values().forEach(asked::addInitializer);
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOutputCount() > 0 && sizes.containsKey(node.getOutput(0))) {
                continue;
            }
            asked.addNode(node);
            for (String result : new HashSet<>(node.getOutputList())) {
                if (!result.isEmpty()) {
                    asked.addOutputBuilder().setName(result);
                    asked.addNodeBuilder().setOpType("Shape").addInput(result).addOutput(RANK + result);
                    asked.addOutputBuilder().setName(RANK + result);
                }
            }
        }
        return model.toBuilder().setGraph(asked).build();
    }

    private static void close(TensorShapeProto.Builder shape, Extent extent) {
        for (TensorShapeProto.Dimension.Builder dimension : shape.getDimBuilderList()) {
            long length = named(dimension.getDimParam(), extent);
            if (length != UNKNOWN) {
                dimension.setDimValue(length);
            }
        }
    }

    /** How long a dimension of that name is. */
    private static long named(String name, Extent extent) {
        return name.equals(Extent.title(Extent.ROWS))
                ? extent.rows()
                : name.equals(Extent.title(Extent.TOKENS)) ? extent.tokens() : UNKNOWN;
    }

    private static ValueInfoProto shapeOf(TensorProto tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.getDimsList().forEach(dimension -> shape.addDimBuilder().setDimValue(dimension));
        return ValueInfoProto.newBuilder()
                .setName(tensor.getName())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(tensor.getDataType())
                                .setShape(shape)))
                .build();
    }

    private static void answers(Map<String, NodeInfo> values, Extent extent, Map<String, Result> results) {
        Set<String> unranked = new HashSet<>();
        values.forEach((name, value) -> {
            if (name.startsWith(RANK) && ((TensorInfo) value.getInfo()).getShape()[0] < 0) {
                unranked.add(name.substring(RANK.length()));
            }
        });
        values.forEach((name, value) -> {
            if (name.startsWith(RANK)) {
                return;
            }
            if (!(value.getInfo() instanceof TensorInfo tensor)) {
                results.put(name, new Result(OnnxJavaType.UNKNOWN, new long[0], true));
                return;
            }
            long[] dimensions = tensor.getShape();
            for (int i = 0; i < dimensions.length; i++) {
                if (dimensions[i] < 0) {
                    dimensions[i] = named(tensor.getDimensionNames()[i], extent);
                }
            }
            results.put(name, new Result(tensor.type, dimensions, !unranked.contains(name)));
        });
    }

    private static Result ofConstant(TensorProto tensor) {
        OnnxJavaType type =
                switch (tensor.getDataType()) {
                    case TensorProto.DataType.FLOAT_VALUE -> OnnxJavaType.FLOAT;
                    case TensorProto.DataType.DOUBLE_VALUE -> OnnxJavaType.DOUBLE;
                    case TensorProto.DataType.INT32_VALUE -> OnnxJavaType.INT32;
                    case TensorProto.DataType.BOOL_VALUE -> OnnxJavaType.BOOL;
                    default -> OnnxJavaType.INT64;
                };
        return new Result(
                type, tensor.getDimsList().stream().mapToLong(Long::longValue).toArray(), true);
    }
}
