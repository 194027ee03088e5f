package ai.finai.models;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, whether or not it may run here; its bytes may be anything. What is only read of it has passed no check:
 * names and texts are whatever their writer put there.
 *
 * @param onnx what the file holds; null if it is no ONNX file
 * @param file to run; null if it may not run here
 * @param problems why it may not; empty if it may
 * @param remarks what is to be known of one that may
 */
public record Inspection(@Nullable Onnx onnx, @Nullable ModelFile file, List<String> problems, List<String> remarks) {

    /**
     * An ONNX file, as far as it says so itself.
     *
     * @param producer the software that wrote it; may be empty
     * @param opsets by domain, ONNX's own being empty
     * @param inputs as {@code x float32[N,29]}
     * @param outputs likewise
     * @param operators how often each is used, in graphs within the graph too
     * @param metadata all of it
     */
    public record Onnx(
            String producer,
            Map<String, Long> opsets,
            List<String> inputs,
            List<String> outputs,
            Map<String, Integer> operators,
            Map<String, String> metadata) {

        private static Onnx of(ModelProto model) {
            GraphProto graph = model.getGraph();
            Map<String, Long> opsets = new TreeMap<>();
            for (OperatorSetIdProto opset : model.getOpsetImportList()) {
                opsets.put(opset.getDomain(), opset.getVersion());
            }
            Set<String> weights = new HashSet<>();
            graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
            Map<String, Integer> operators = new TreeMap<>();
            count(graph, operators);
            Map<String, String> metadata = new LinkedHashMap<>();
            model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
            return new Onnx(
                    (model.getProducerName() + ' ' + model.getProducerVersion()).strip(),
                    opsets,
                    graph.getInputList().stream()
                            .filter(input -> !weights.contains(input.getName()))
                            .map(Onnx::text)
                            .toList(),
                    graph.getOutputList().stream().map(Onnx::text).toList(),
                    operators,
                    metadata);
        }

        private static void count(GraphProto graph, Map<String, Integer> operators) {
            for (NodeProto node : graph.getNodeList()) {
                String domain = node.getDomain().isEmpty() ? "" : node.getDomain() + '.';
                operators.merge(domain + node.getOpType(), 1, Integer::sum);
                for (AttributeProto attribute : node.getAttributeList()) {
                    if (attribute.hasG()) {
                        count(attribute.getG(), operators);
                    }
                    attribute.getGraphsList().forEach(inner -> count(inner, operators));
                }
            }
        }

        private static String text(ValueInfoProto value) {
            if (!value.getType().hasTensorType()) {
                return value.getName() + " no tensor";
            }
            int type = value.getType().getTensorType().getElemType();
            StringBuilder text = new StringBuilder(value.getName()).append(' ').append(elementType(type));
            if (value.getType().getTensorType().hasShape()) {
                String separator = "[";
                for (TensorShapeProto.Dimension dimension :
                        value.getType().getTensorType().getShape().getDimList()) {
                    String open = dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam();
                    text.append(separator).append(dimension.hasDimValue() ? dimension.getDimValue() : open);
                    separator = ",";
                }
                text.append(separator.equals("[") ? "[]" : "]");
            }
            return text.toString();
        }

        private static String elementType(int type) {
            return switch (type) {
                case TensorProto.DataType.FLOAT_VALUE -> "float32";
                case TensorProto.DataType.DOUBLE_VALUE -> "float64";
                case TensorProto.DataType.FLOAT16_VALUE -> "float16";
                case TensorProto.DataType.INT64_VALUE -> "int64";
                case TensorProto.DataType.INT32_VALUE -> "int32";
                case TensorProto.DataType.BOOL_VALUE -> "bool";
                case TensorProto.DataType.STRING_VALUE -> "string";
                default -> "type" + type;
            };
        }
    }

    public Inspection {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /** One that may not run. */
    public static Inspection refused(@Nullable Onnx onnx, List<String> problems) {
        return new Inspection(onnx, null, problems, List.of());
    }

    /** Reads and checks, and runs the model on made-up rows if nothing speaks against it. */
    public static Inspection of(byte[] bytes) {
        Onnx onnx = onnx(bytes);
        try {
            ModelFile file = ModelFile.ofAnyKind(bytes);
            try (Model model = Model.open(file)) {
                Rehearsal.of(model);
                return new Inspection(onnx, file, List.of(), remarks(model));
            }
        } catch (InvalidModelException e) {
            return refused(onnx, e.problems());
        }
    }

    private static List<String> remarks(Model model) {
        return model instanceof TextModel texts && !texts.alone().isEmpty()
                ? List.of("each text runs alone, which takes longer than together: " + texts.alone())
                : List.of();
    }

    private static @Nullable Onnx onnx(byte[] bytes) {
        if (bytes.length > ModelFile.LARGEST_OF_TEXTS) {
            return null;
        }
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            return model.hasGraph() ? Onnx.of(model) : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
