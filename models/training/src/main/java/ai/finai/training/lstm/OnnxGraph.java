package ai.finai.training.lstm;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Puts an ONNX file together, node by node. Results are named, so that a viewer of the file shows what they are. */
public final class OnnxGraph {

    /** How many rows there are is left open, and is the same N everywhere. */
    public static final long ROWS = -1;

    /** How long rows are is left open, and is the same L everywhere. */
    public static final long LENGTH = -2;

    private static final long OPSET = 17;
    private static final long IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    public OnnxGraph(String name) {
        graph.setName(name);
    }

    public void input(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    }

    /** An input of whole numbers (int64). */
    public void wholeInput(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.INT64_VALUE, shape));
    }

    public void output(String name, long... shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    }

    private static ValueInfoProto value(String name, int type, long[] dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            if (dimension == ROWS) {
                shape.addDimBuilder().setDimParam("N");
            } else if (dimension == LENGTH) {
                shape.addDimBuilder().setDimParam("L");
            } else {
                shape.addDimBuilder().setDimValue(dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    /** Adds numbers that lie in the file. */
    public String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return initializer(name, TensorProto.DataType.FLOAT_VALUE, bytes, shape);
    }

    /** Adds whole numbers that lie in the file: sizes and axes. */
    public String integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return initializer(name, TensorProto.DataType.INT64_VALUE, bytes, values.length);
    }

    private String initializer(String name, int type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(type)
                .setRawData(ByteString.copyFrom(bytes.array()));
        Arrays.stream(shape).forEach(tensor::addDims);
        return name;
    }

    /** Adds a node with one result, and gives the result's name. */
    public String node(String operator, String result, List<String> inputs, AttributeProto... attributes) {
        nodes(operator, List.of(result), inputs, attributes);
        return result;
    }

    /** Adds a node with several results; an empty name stands for an input or result that is left out. */
    public void nodes(String operator, List<String> results, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(results.stream()
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(operator))
                .addAllInput(inputs)
                .addAllOutput(results)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    public static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    /** The file. The same graph and metadata give the same bytes. */
    public byte[] toFile(Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("finai")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
