package ai.finai.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What goes in and what comes out.
 *
 * @param inputs that must be there
 * @param optional inputs that may
 * @param outputs that must be there
 */
public record Signature(List<Port> inputs, List<Port> optional, List<Port> outputs) {

    /**
     * An input or output.
     *
     * @param whole whether it is int64; else it is float32
     * @param dimensions of which {@link Extent#ROWS} and {@link Extent#TOKENS} stand for those that are left open
     */
    public record Port(String name, boolean whole, List<Long> dimensions) {

        static Port floats(String name, long... dimensions) {
            return new Port(name, false, Arrays.stream(dimensions).boxed().toList());
        }

        static Port whole(String name, long... dimensions) {
            return new Port(name, true, Arrays.stream(dimensions).boxed().toList());
        }

        /** How many numbers a row of it has. */
        public int width() {
            long width = 1;
            for (int i = 1; i < dimensions.size(); i++) {
                width *= dimensions.get(i);
            }
            return Math.toIntExact(width);
        }

        /** Its dimensions in a batch of an extent. */
        public long[] dimensions(Extent extent) {
            return dimensions.stream().mapToLong(extent::of).toArray();
        }

        private int elementType() {
            return whole ? TensorProto.DataType.INT64_VALUE : TensorProto.DataType.FLOAT_VALUE;
        }

        private String describe() {
            return (whole ? "int64 [" : "float32 [")
                    + dimensions.stream().map(Extent::title).collect(Collectors.joining(", "))
                    + ']';
        }
    }

    /** {@code (x[N,F], state[N,S]) -> (y[N,1], state_out[N,S])}. */
    public static Signature step(int features, int stateSize) {
        return new Signature(
                List.of(Port.floats("x", Extent.ROWS, features), Port.floats("state", Extent.ROWS, stateSize)),
                List.of(),
                List.of(Port.floats("y", Extent.ROWS, 1), Port.floats("state_out", Extent.ROWS, stateSize)));
    }

    /** {@code x[N,T,F] -> y[N,Q]}. */
    public static Signature window(int length, int features, int quantiles) {
        return new Signature(
                List.of(Port.floats("x", Extent.ROWS, length, features)),
                List.of(),
                List.of(Port.floats("y", Extent.ROWS, quantiles)));
    }

    /** {@code (ids[N,L], mask[N,L]) -> y[N,C]}, or with {@code token_type_ids[N,L]}, too. */
    public static Signature text(int classes) {
        return new Signature(
                List.of(Port.whole("ids", Extent.ROWS, Extent.TOKENS), Port.whole("mask", Extent.ROWS, Extent.TOKENS)),
                List.of(Port.whole("token_type_ids", Extent.ROWS, Extent.TOKENS)),
                List.of(Port.floats("y", Extent.ROWS, classes)));
    }

    /** Whether texts go in, whose lengths differ. */
    boolean ofTokens() {
        return inputs.stream().anyMatch(input -> input.dimensions().contains(Extent.TOKENS));
    }

    List<String> inputNames() {
        return inputs.stream().map(Port::name).toList();
    }

    List<String> outputNames() {
        return outputs.stream().map(Port::name).toList();
    }

    /** The same with those optional inputs, as ones that must be there, that a graph has. */
    Signature of(GraphProto graph) {
        Set<String> names = new HashSet<>();
        graph.getInputList().forEach(input -> names.add(input.getName()));
        List<Port> all = new ArrayList<>(inputs);
        optional.stream().filter(port -> names.contains(port.name())).forEach(all::add);
        return new Signature(all, List.of(), outputs);
    }

    List<String> problems(GraphProto graph) {
        Set<String> initializers = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
        // Old files list their weights among the inputs, too.
        List<ValueInfoProto> values = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        List<String> problems = new ArrayList<>();
        check("inputs", values, inputs, problems);
        check("outputs", graph.getOutputList(), outputs, problems);
        return problems;
    }

    private void check(String what, List<ValueInfoProto> values, List<Port> ports, List<String> problems) {
        List<String> found =
                values.stream().map(value -> Graph.brief(value.getName())).toList();
        List<String> names = ports.stream().map(Port::name).toList();
        if (found.size() != names.size() || !new TreeSet<>(found).equals(new TreeSet<>(names))) {
            problems.add(what + " are " + (found.size() > 10 ? found.subList(0, 10) : found) + "; expected " + names);
            return;
        }
        for (ValueInfoProto value : values) {
            Port port = ports.stream()
                    .filter(candidate -> candidate.name().equals(value.getName()))
                    .findFirst()
                    .orElseThrow();
            // Some exporters leave the width of an output open: what it is, is found out later.
            if (!matches(value, port, ports == outputs)) {
                problems.add(value.getName() + " is " + describe(value) + "; expected " + port.describe() + " with "
                        + (port.dimensions().contains(Extent.TOKENS) ? "N and L" : "N") + " left open");
            }
        }
    }

    private static boolean matches(ValueInfoProto value, Port port, boolean widthMayBeOpen) {
        TypeProto.Tensor tensor = value.getType().getTensorType();
        TensorShapeProto shape = tensor.getShape();
        if (!value.getType().hasTensorType()
                || tensor.getElemType() != port.elementType()
                || shape.getDimCount() != port.dimensions().size()) {
            return false;
        }
        for (int i = 0; i < shape.getDimCount(); i++) {
            TensorShapeProto.Dimension dimension = shape.getDim(i);
            long expected = port.dimensions().get(i);
            boolean good = expected < 0
                    ? !dimension.hasDimValue()
                    : dimension.hasDimValue() ? dimension.getDimValue() == expected : widthMayBeOpen;
            if (!good) {
                return false;
            }
        }
        return true;
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
        String type =
                switch (tensor.getElemType()) {
                    case TensorProto.DataType.FLOAT_VALUE -> "float32 ";
                    case TensorProto.DataType.INT64_VALUE -> "int64 ";
                    default -> "element type " + tensor.getElemType() + ' ';
                };
        return type + dimensions;
    }

    /** An input or output as it runs, however the file puts it. */
    static ValueInfoProto value(Port port) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : port.dimensions()) {
            if (dimension < 0) {
                shape.addDimBuilder().setDimParam(Extent.title(dimension));
            } else {
                shape.addDimBuilder().setDimValue(dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(port.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(port.elementType())
                                .setShape(shape)))
                .build();
    }
}
