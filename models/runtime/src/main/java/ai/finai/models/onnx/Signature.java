package ai.finai.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes in and what comes out: {@code (x[N,F], state[N,S]) -> (y[N,1], state_out[N,S])}, all float32.
 *
 * @param features F
 * @param stateSize S
 */
record Signature(int features, int stateSize) {

    static final List<String> INPUTS = List.of("x", "state");
    static final List<String> OUTPUTS = List.of("y", "state_out");

    /** How many columns an input or output has. */
    int width(String name) {
        return switch (name) {
            case "x" -> features;
            case "y" -> 1;
            default -> stateSize;
        };
    }

    List<String> problems(GraphProto graph) {
        Set<String> initializers = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
        // Old files list their weights among the inputs, too.
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        List<String> problems = new ArrayList<>();
        check("inputs", inputs, INPUTS, problems);
        check("outputs", graph.getOutputList(), OUTPUTS, problems);
        return problems;
    }

    private void check(String what, List<ValueInfoProto> values, List<String> names, List<String> problems) {
        List<String> found =
                values.stream().map(value -> Graph.brief(value.getName())).toList();
        if (found.size() != names.size() || !new TreeSet<>(found).equals(new TreeSet<>(names))) {
            problems.add(what + " are " + (found.size() > 10 ? found.subList(0, 10) : found) + "; expected " + names);
            return;
        }
        for (ValueInfoProto value : values) {
            TensorShapeProto shape = value.getType().getTensorType().getShape();
            boolean rows = value.getType().hasTensorType()
                    && value.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT_VALUE
                    && shape.getDimCount() == 2
                    && !shape.getDim(0).hasDimValue()
                    // Some exporters leave the width of an output open: what it is, is found out later.
                    && (names == OUTPUTS && !shape.getDim(1).hasDimValue()
                            || shape.getDim(1).getDimValue() == width(value.getName()));
            if (!rows) {
                problems.add(value.getName() + " is " + describe(value) + "; expected float32 [N, "
                        + width(value.getName()) + "] with N left open");
            }
        }
    }

    private static String describe(ValueInfoProto value) {
        if (!value.getType().hasTensorType()) {
            return "no tensor";
        }
        TypeProto.Tensor tensor = value.getType().getTensorType();
        List<String> dimensions = new ArrayList<>();
        for (TensorShapeProto.Dimension dimension : tensor.getShape().getDimList()) {
            dimensions.add(
                    dimension.hasDimValue()
                            ? Long.toString(dimension.getDimValue())
                            : dimension.getDimParam().isEmpty() ? "?" : Graph.brief(dimension.getDimParam()));
            if (dimensions.size() == 8) {
                break;
            }
        }
        boolean floats = tensor.getElemType() == TensorProto.DataType.FLOAT_VALUE;
        return (floats ? "float32 " : "element type " + tensor.getElemType() + ' ') + dimensions;
    }

    /** An input or output as it runs, however the file puts it. */
    ValueInfoProto value(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(matrix(TensorShapeProto.Dimension.newBuilder().setDimParam(Inference.ROWS), width(name)))
                .build();
    }

    private static TypeProto matrix(TensorShapeProto.Dimension.Builder rows, int width) {
        return TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(TensorShapeProto.newBuilder()
                                .addDim(rows)
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))))
                .build();
    }
}
