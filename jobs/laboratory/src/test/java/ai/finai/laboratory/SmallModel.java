package ai.finai.laboratory;

import ai.finai.models.Reference;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
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
import java.util.List;
import java.util.Map;

/** An ONNX model small enough to follow: its state is what it was, halved, and a weighted sum of the features; so is its score. */
public final class SmallModel {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private SmallModel() {}

    public static byte[] onnx(String baseCurrency) {
        StepContract contract = new StepContract(
                "small", "1", Feature.all(), baseCurrency, 1, "small-1", 0.5, "", "", Map.of(), Reference.NONE);
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(FLOAT)
                .addDims(Feature.COUNT)
                .addDims(1);
        for (int i = 0; i < Feature.COUNT; i++) {
            weights.addFloatData((i % 7 - 3) * 0.02f);
        }
        GraphProto graph = GraphProto.newBuilder()
                .setName("small")
                .addInput(value("x", Feature.COUNT))
                .addInput(value("state", 1))
                .addOutput(value("y", 1))
                .addOutput(value("state_out", 1))
                .addInitializer(weights)
                .addInitializer(TensorProto.newBuilder()
                        .setName("half")
                        .setDataType(FLOAT)
                        .addDims(1)
                        .addFloatData(0.5f))
                .addNode(node("MatMul", "sum", "x", "weights"))
                .addNode(node("Mul", "halved", "state", "half"))
                .addNode(node("Add", "state_out", "sum", "halved"))
                .addNode(node("Sigmoid", "y", "state_out"))
                .build();
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
        contract.toMetadata()
                .forEach((key, text) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build().toByteArray();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .addAllAttribute(List.<AttributeProto>of())
                .build();
    }

    private static ValueInfoProto value(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}
