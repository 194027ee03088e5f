package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads an ONNX file and finds what must not run: nothing of it has reached the native library yet, which would follow
 * links to other files, loop without end, or take what memory it is told to.
 */
public final class Graph {

    /** Opsets that were tried; ONNX Runtime 1.29 knows them all. */
    private static final int OLDEST_OPSET = 13;

    private static final int NEWEST_OPSET = 21;

    /** Versions of the format: 7 came with opset 13. */
    private static final int OLDEST_FORMAT = 4;

    private static final int NEWEST_FORMAT = 11;
    private static final int MOST_NODES = 2_000;
    private static final int MOST_RESULTS = 4_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_METADATA = 1 << 20;

    /**
     * What recurrent and attentive networks are made of. No control flow (Loop, If, Scan), nothing random, nothing that opens files or
     * makes sequences, strings or tensors without bounds.
     */
    private static final Set<String> OPERATORS = Set.of(
            "Abs",
            "Add",
            "And",
            "Cast",
            "Clip",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Div",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Expand",
            "Flatten",
            "GRU",
            "Gather",
            "Gelu",
            "Gemm",
            "Greater",
            "GreaterOrEqual",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LSTM",
            "LayerNormalization",
            "LeakyRelu",
            "Less",
            "LessOrEqual",
            "Log",
            "MatMul",
            "Max",
            "Mean",
            "Min",
            "Mul",
            "Neg",
            "Not",
            "Or",
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
            "Unsqueeze",
            "Where");

    /** What this release's protobuf classes do not know, others may: it is left out. */
    private static final Parser<ModelProto> PARSER = DiscardUnknownFieldsParser.wrap(ModelProto.parser());

    private final ModelProto model;
    private final GraphProto graph;

    private Graph(ModelProto model) {
        this.model = model;
        graph = model.getGraph();
    }

    /** @throws InvalidModelException if the bytes are no ONNX file */
    public static Graph parse(byte[] bytes) throws InvalidModelException {
        Wire.check(bytes);
        ModelProto model;
        try {
            model = PARSER.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidModelException("not an ONNX file, or a damaged one: " + e.getMessage());
        }
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new InvalidModelException("not an ONNX model: it has no graph");
        }
        return new Graph(model);
    }

    /**
     * What the file says of itself, whether or not it may run.
     *
     * @throws InvalidModelException if it says something twice, or too much
     */
    public Map<String, String> metadata() throws InvalidModelException {
        Map<String, String> metadata = new LinkedHashMap<>();
        long size = 0;
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            size += entry.getSerializedSize();
            if (metadata.put(entry.getKey(), entry.getValue()) != null) {
                throw new InvalidModelException("metadata " + brief(entry.getKey()) + " is there twice");
            }
        }
        if (size > MOST_METADATA) {
            throw new InvalidModelException(
                    "its metadata has " + size + " bytes; at most " + MOST_METADATA + " are allowed");
        }
        return metadata;
    }

    /** What is wrong with its operators and constants, whatever its inputs and outputs are; empty if nothing. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        checkVersions(problems);
        if (graph.getNodeCount() > MOST_NODES) {
            problems.add("it has " + graph.getNodeCount() + " nodes; at most " + MOST_NODES + " are allowed");
            return problems;
        }
        long results = graph.getNodeList().stream()
                .mapToLong(NodeProto::getOutputCount)
                .sum();
        if (results > MOST_RESULTS) {
            problems.add("its nodes have " + results + " results; at most " + MOST_RESULTS + " are allowed");
            return problems;
        }
        checkNodes(problems);
        Tensors tensors = new Tensors(problems);
        graph.getInitializerList().forEach(tensor -> tensors.check("initializer " + brief(tensor.getName()), tensor));
        if (graph.getSparseInitializerCount() > 0) {
            problems.add("sparse initializers are not allowed");
        }
        if (model.getFunctionsCount() > 0) {
            problems.add("functions are not allowed; export it with its functions inlined");
        }
        return problems;
    }

    private void checkVersions(List<String> problems) {
        if (model.getIrVersion() < OLDEST_FORMAT || model.getIrVersion() > NEWEST_FORMAT) {
            problems.add("its format (ir_version) is " + model.getIrVersion() + "; expected " + OLDEST_FORMAT + " to "
                    + NEWEST_FORMAT);
        }
        if (model.getOpsetImportCount() == 0) {
            problems.add("it names no opset");
        }
        int standard = 0;
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            if (!isStandard(opset.getDomain())) {
                problems.add("operator domain '" + brief(opset.getDomain()) + "' is not allowed, only ONNX's own");
            } else if (++standard > 1) {
                problems.add("it names two opsets");
            } else if (opset.getVersion() < OLDEST_OPSET || opset.getVersion() > NEWEST_OPSET) {
                problems.add("opset " + opset.getVersion() + ": expected " + OLDEST_OPSET + " to " + NEWEST_OPSET);
            }
        }
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private void checkNodes(List<String> problems) {
        Tensors tensors = new Tensors(problems);
        Set<String> refused = new TreeSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (!isStandard(node.getDomain())) {
                refused.add(brief(node.getDomain() + '.' + node.getOpType()));
            } else if (!OPERATORS.contains(node.getOpType())) {
                refused.add(brief(node.getOpType()));
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                    problems.add("node " + title(node) + " has a graph inside");
                }
                if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                    problems.add("node " + title(node) + " has a sparse tensor");
                }
                tensors.check("attribute " + brief(attribute.getName()) + " of node " + title(node), attribute);
            }
        }
        if (!refused.isEmpty()) {
            problems.add("operators not allowed: " + String.join(", ", refused));
        }
    }

    /** Its name, or what it is. */
    static String title(NodeProto node) {
        return brief(node.getName().isEmpty() ? node.getOpType() : node.getName());
    }

    /** A name for a message. */
    static String brief(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /**
     * What is to be run: what was checked of the file, and nothing else of it.
     *
     * @param signature of what is to be run: all its inputs must be given
     * @param everyExtent whether a batch within the limits may have any extent. Else only those that {@link Limits#fit} gives
     *     were checked: the graph computes sizes from the extent, which may be harmless for some and not for others.
     */
    public record Checked(byte[] file, Signature signature, Limits limits, boolean everyExtent) {

        /** The extent that a batch is to be run in, which may be larger. */
        public Extent fit(Extent batch) {
            return everyExtent ? batch : limits.fit(batch);
        }
    }

    /**
     * Checks what {@link #problems} does not, and takes out what is to be run.
     *
     * @throws InvalidModelException if its inputs, outputs or sizes are not as they should be
     */
    public Checked check(Signature expected, Limits limits) throws InvalidModelException {
        Signature signature = expected.of(graph);
        List<String> problems = signature.problems(graph);
        if (problems.isEmpty()) {
            Wiring.check(graph, signature, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidModelException(problems);
        }
        ModelProto runnable = runnable(signature);
        boolean everyExtent = Shapes.check(runnable, signature, limits);
        return new Checked(runnable.toByteArray(), signature, limits, everyExtent);
    }

    private ModelProto runnable(Signature signature) {
        GraphProto.Builder kept = GraphProto.newBuilder()
                .setName("step")
                .addAllNode(graph.getNodeList())
                .addAllInitializer(graph.getInitializerList());
        signature.inputs().forEach(input -> kept.addInput(Signature.value(input)));
        signature.outputs().forEach(output -> kept.addOutput(Signature.value(output)));
        return ModelProto.newBuilder()
                .setIrVersion(model.getIrVersion())
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setVersion(model.getOpsetImport(0).getVersion()))
                .setGraph(kept)
                .build();
    }
}
