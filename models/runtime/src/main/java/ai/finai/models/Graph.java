package ai.finai.models;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads an ONNX file and finds what must not run: nothing of it has reached the native library yet, which would follow
 * links to other files, loop without end, or take what memory it is told to.
 */
final class Graph {

    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    /** Opsets that were tried; ONNX Runtime 1.29 knows them all. */
    private static final int OLDEST_OPSET = 13;

    private static final int NEWEST_OPSET = 21;
    private static final int MOST_NODES = 2_000;
    private static final int MOST_PROBLEMS = 20;

    /**
     * What a recurrent scorer is made of. No control flow (Loop, If, Scan), nothing random, nothing that opens files or
     * makes sequences, strings or tensors without bounds.
     */
    private static final Set<String> OPERATORS = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Clip",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Div",
            "Elu",
            "Erf",
            "Exp",
            "Expand",
            "Flatten",
            "GRU",
            "Gather",
            "Gelu",
            "Gemm",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LSTM",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "MatMul",
            "Max",
            "Mean",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pow",
            "RNN",
            "Reciprocal",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
            "Relu",
            "Reshape",
            "Selu",
            "Shape",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Softplus",
            "Softsign",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Transpose",
            "Unsqueeze");

    private final ModelProto model;
    private final List<String> problems = new ArrayList<>();

    private Graph(ModelProto model) {
        this.model = model;
    }

    static Graph parse(byte[] bytes) throws InvalidModelException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidModelException("not an ONNX file, or a damaged one: " + e.getMessage());
        }
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new InvalidModelException("not an ONNX model: it has no graph");
        }
        return new Graph(model);
    }

    ModelProto model() {
        return model;
    }

    /** What the file says of itself, whether or not it may run. */
    static Map<String, String> metadata(ModelProto model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return metadata;
    }

    /** @throws InvalidModelException with all that is wrong */
    ModelContract check() throws InvalidModelException {
        checkOpsets();
        checkNodes();
        GraphProto graph = model.getGraph();
        graph.getInitializerList().forEach(tensor -> checkTensor("initializer " + tensor.getName(), tensor));
        if (graph.getSparseInitializerCount() > 0) {
            problem("sparse initializers are not allowed");
        }
        if (model.getFunctionsCount() > 0) {
            problem("functions are not allowed");
        }
        ModelContract contract = null;
        try {
            contract = ModelContract.of(metadata(model));
            checkSignature(contract);
        } catch (InvalidModelException e) {
            e.problems().forEach(this::problem);
        }
        if (!problems.isEmpty() || contract == null) {
            throw new InvalidModelException(problems);
        }
        return contract;
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    private void checkOpsets() {
        boolean known = false;
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            if (!isStandard(opset.getDomain())) {
                problem("operator domain '" + opset.getDomain() + "' is not allowed, only ONNX's own");
            } else if (opset.getVersion() < OLDEST_OPSET || opset.getVersion() > NEWEST_OPSET) {
                problem("opset " + opset.getVersion() + ": expected " + OLDEST_OPSET + " to " + NEWEST_OPSET);
            } else {
                known = true;
            }
        }
        if (!known && problems.isEmpty()) {
            problem("it names no opset");
        }
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private void checkNodes() {
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() > MOST_NODES) {
            problem("it has " + graph.getNodeCount() + " nodes; at most " + MOST_NODES + " are allowed");
            return;
        }
        Set<String> refused = new TreeSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (!isStandard(node.getDomain())) {
                refused.add(node.getDomain() + '.' + node.getOpType());
            } else if (!OPERATORS.contains(node.getOpType())) {
                refused.add(node.getOpType());
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                    problem("node " + node.getName() + " has a graph inside");
                }
                if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                    problem("node " + node.getName() + " has a sparse tensor");
                }
                String place = "attribute " + attribute.getName() + " of node " + node.getName();
                if (attribute.hasT()) {
                    checkTensor(place, attribute.getT());
                }
                attribute.getTensorsList().forEach(tensor -> checkTensor(place, tensor));
            }
        }
        if (!refused.isEmpty()) {
            problem("operators not allowed: " + String.join(", ", refused));
        }
    }

    /** Its numbers lie in the file, as many as its dimensions say, and are finite. */
    private void checkTensor(String place, TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            problem(place + " is in another file");
            return;
        }
        long elements = 1;
        for (long dimension : tensor.getDimsList()) {
            if (dimension < 0 || dimension > ModelFile.LARGEST || (elements *= dimension) > ModelFile.LARGEST) {
                problem(place + " has dimensions " + tensor.getDimsList() + ": negative, or more than there can be");
                return;
            }
        }
        long given =
                switch (tensor.getDataType()) {
                    case TensorProto.DataType.FLOAT_VALUE -> values(tensor, 4, tensor.getFloatDataCount());
                    case TensorProto.DataType.DOUBLE_VALUE -> values(tensor, 8, tensor.getDoubleDataCount());
                    case TensorProto.DataType.INT64_VALUE -> values(tensor, 8, tensor.getInt64DataCount());
                    case TensorProto.DataType.INT32_VALUE -> values(tensor, 4, tensor.getInt32DataCount());
                    case TensorProto.DataType.BOOL_VALUE -> values(tensor, 1, tensor.getInt32DataCount());
                    default -> -1;
                };
        if (given < 0) {
            problem(place + " is of an element type that is not allowed (" + tensor.getDataType() + ")");
        } else if (given != elements) {
            problem(place + " has " + given + " numbers for dimensions " + tensor.getDimsList());
        } else if (!finite(tensor)) {
            problem(place + " has numbers that are not finite (NaN or infinity)");
        }
    }

    private static long values(TensorProto tensor, int width, int listed) {
        return tensor.hasRawData() ? tensor.getRawData().size() / width : listed;
    }

    private static boolean finite(TensorProto tensor) {
        ByteString raw = tensor.getRawData();
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
            if (!tensor.hasRawData()) {
                return tensor.getFloatDataList().stream().allMatch(Float::isFinite);
            }
            for (FloatBuffer floats = bytes.asFloatBuffer(); floats.hasRemaining(); ) {
                if (!Float.isFinite(floats.get())) {
                    return false;
                }
            }
        } else if (tensor.getDataType() == TensorProto.DataType.DOUBLE_VALUE) {
            if (!tensor.hasRawData()) {
                return tensor.getDoubleDataList().stream().allMatch(Double::isFinite);
            }
            while (bytes.remaining() >= Double.BYTES) {
                if (!Double.isFinite(bytes.getDouble())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void checkSignature(ModelContract contract) {
        GraphProto graph = model.getGraph();
        Set<String> initializers = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        checkValues("inputs", inputs, List.of("x", "state"), new long[] {
            contract.features().size(), contract.stateSize()
        });
        checkValues("outputs", graph.getOutputList(), List.of("y", "state_out"), new long[] {1, contract.stateSize()});
    }

    private void checkValues(String what, List<ValueInfoProto> values, List<String> names, long[] widths) {
        List<String> found = values.stream().map(ValueInfoProto::getName).toList();
        if (!new TreeSet<>(found).equals(new TreeSet<>(names)) || found.size() != names.size()) {
            problem(what + " are " + found + "; expected " + names);
            return;
        }
        for (ValueInfoProto value : values) {
            long width = widths[names.indexOf(value.getName())];
            TensorShapeProto shape = value.getType().getTensorType().getShape();
            boolean rows = value.getType().hasTensorType()
                    && value.getType().getTensorType().getElemType() == FLOAT
                    && shape.getDimCount() == 2
                    && !shape.getDim(0).hasDimValue()
                    && shape.getDim(1).getDimValue() == width;
            if (!rows) {
                problem(value.getName() + " is " + describe(value) + "; expected float32[N," + width
                        + "] with N left open");
            }
        }
    }

    private static String describe(ValueInfoProto value) {
        if (!value.getType().hasTensorType()) {
            return "no tensor";
        }
        String[] dimensions = value.getType().getTensorType().getShape().getDimList().stream()
                .map(dimension -> dimension.hasDimValue() ? Long.toString(dimension.getDimValue()) : "N")
                .toArray(String[]::new);
        return "element type " + value.getType().getTensorType().getElemType() + ' ' + Arrays.toString(dimensions);
    }
}
