package ai.finai.models;

import static ai.finai.models.fixtures.Spoilt.added;
import static ai.finai.models.fixtures.Spoilt.graph;
import static ai.finai.models.fixtures.Spoilt.initializer;
import static ai.finai.models.fixtures.Spoilt.model;
import static ai.finai.models.fixtures.Spoilt.nodes;
import static ai.finai.models.fixtures.Spoilt.tensor;
import static ai.finai.models.fixtures.Spoilt.to;
import static ai.finai.models.fixtures.Spoilt.withNode;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TestModel.floats;
import static ai.finai.models.fixtures.TestModel.integer;
import static ai.finai.models.fixtures.TestModel.longs;
import static ai.finai.models.fixtures.TestModel.node;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of operators that are allowed, put together so that they take what there is, end the process, or mislead. A
 * catalogue: one line each, and that this JVM lives on is half of each test.
 */
class HostileGraphsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({"bombs", "wholeNumbers", "lies", "rows"})
    void aModelIsRefusedForWhatIsWrongWithIt(String what, byte[] file, String reason) {
        assertThatThrownBy(() -> StepModel.open(ModelFile.of(file)).close())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(reason);
    }

    /** What asks for more memory or time than there is. */
    static Stream<Arguments> bombs() {
        int million = 1 << 20;
        Stream.Builder<Arguments> all = Stream.builder();
        all.add(arguments(
                "a column added to a row",
                added(g -> g.addInitializer(zeros("a", million, 1))
                        .addInitializer(zeros("b", 1, million))
                        .addNode(node("Add", List.of("a", "b"), List.of("sum")))
                        .addNode(node("ReduceMax", List.of("sum"), List.of("z")))),
                "most of them in node Add-sum"));
        all.add(arguments(
                "a large constant",
                added(g -> g.addInitializer(longs("shape", 1 << 22, 1 << 22))
                        .addNode(node("ConstantOfShape", List.of("shape"), List.of("large")))
                        .addNode(node("ReduceMax", List.of("large"), List.of("z")))),
                "most of them in node ConstantOfShape-large"));
        all.add(arguments(
                "a constant of more than 2^63 numbers",
                added(g -> g.addInitializer(longs("shape", 1L << 40, 1L << 40))
                        .addNode(node("ConstantOfShape", List.of("shape"), List.of("large")))
                        .addNode(node("ReduceMax", List.of("large"), List.of("z")))),
                "most of them in node ConstantOfShape-large"));
        all.add(arguments(
                "a constant of a negative size",
                added(g -> g.addInitializer(longs("shape", -5))
                        .addNode(node("ConstantOfShape", List.of("shape"), List.of("z")))),
                "ONNX Runtime refuses it"));
        all.add(arguments(
                "an expansion",
                added(g -> g.addInitializer(longs("shape", 1 << 28, 1, 4))
                        .addNode(node("Expand", List.of("x", "shape"), List.of("large")))
                        .addNode(node("ReduceMax", List.of("large"), List.of("max"), integer("keepdims", 0)))
                        .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")))),
                "most of them in node Expand-large"));
        all.add(arguments(
                "sizes that depend on sizes, again and again",
                graph(g -> {
                    String from = "x";
                    for (int i = 0; i < 200; i++) {
                        g.addNode(node("Shape", List.of(from), List.of("s" + i)));
                        g.addNode(node("Abs", List.of("s" + i), List.of("a" + i)));
                        g.addNode(node("ConstantOfShape", List.of("a" + i), List.of("c" + i)));
                        from = "c" + i;
                    }
                    g.addNode(node("Add", List.of("x", from), List.of("result")));
                }),
                "too deep to be checked"));
        all.add(arguments(
                "a node of thousands of results",
                graph(g -> {
                    List<String> out = new ArrayList<>();
                    for (int i = 0; i < 5_000; i++) {
                        out.add("o" + i);
                    }
                    g.addInitializer(zeros("wide", out.size()));
                    g.addNode(node("Split", List.of("wide"), out, integer("axis", 0)));
                    g.addNode(node("Relu", List.of("x"), List.of("result")));
                }),
                "at most 4000 are allowed"));
        all.add(arguments("tiles", withNode("Tile", List.of("x", "one")), "operators not allowed: Tile"));
        all.add(arguments(
                "many results that are large together",
                added(g -> {
                    g.addInitializer(longs("shape", million, 16))
                            .addNode(node("ConstantOfShape", List.of("shape"), List.of("r0")));
                    for (int i = 1; i < 8; i++) {
                        g.addNode(node("Relu", List.of("r" + (i - 1)), List.of("r" + i)));
                    }
                    g.addNode(node("ReduceMax", List.of("r7"), List.of("z")));
                }),
                "a batch of it computes 134,"));
        all.add(arguments(
                "products of matrices that never end",
                added(g -> {
                    g.addInitializer(longs("shape", 2_000, 2_000))
                            .addNode(node("ConstantOfShape", List.of("shape"), List.of("m0")));
                    for (int i = 1; i < 12; i++) {
                        g.addNode(node("MatMul", List.of("m" + (i - 1), "m" + (i - 1)), List.of("m" + i)));
                    }
                    g.addNode(node("ReduceMax", List.of("m11"), List.of("z")));
                }),
                "multiplications; at most 34,359,738,368 are allowed"));
        all.add(arguments(
                "a sequence without end",
                added(g -> g.addInitializer(longs("shape", million, 1, 1))
                        .addInitializer(zeros("W", 1, 400, 1))
                        .addInitializer(zeros("R", 1, 400, 100))
                        .addNode(node("ConstantOfShape", List.of("shape"), List.of("steps")))
                        .addNode(
                                node("LSTM", List.of("steps", "W", "R"), List.of("", "h"), integer("hidden_size", 100)))
                        .addNode(node("ReduceMax", List.of("h"), List.of("max"), integer("keepdims", 0)))
                        .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")))),
                "most of them in node LSTM--h"));
        all.add(arguments(
                "too many nodes",
                graph(g -> {
                    g.addNode(node("Relu", List.of("x"), List.of("r0")));
                    for (int i = 1; i < 2_000; i++) {
                        g.addNode(node("Relu", List.of("r" + (i - 1)), List.of(i == 1_999 ? "result" : "r" + i)));
                    }
                }),
                "it has 2003 nodes; at most 2000 are allowed"));
        all.add(arguments(
                "too many dimensions",
                added(g -> {
                    g.addInitializer(longs("shape", 1, 1, 1, 1, 1, 1, 1, 1, 4))
                            .addNode(node("ConstantOfShape", List.of("shape"), List.of("deep")))
                            .addNode(node("ReduceMax", List.of("deep"), List.of("max"), integer("keepdims", 0)))
                            .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")));
                }),
                "has 9 dimensions; at most 8 are allowed"));
        all.add(arguments(
                "a size that grows with the batch",
                added(g -> shaped(g, List.of("rows", "rows", "thousand"))),
                "most of them in node ConstantOfShape-large"));
        // Where the axes are not constant, not even the number of dimensions of what follows is known.
        all.add(arguments(
                "a column added to a row, along axes that are computed",
                added(g -> g.addInitializer(zeros("a", million))
                        .addNode(node("Shape", List.of("x"), List.of("size")))
                        .addNode(node("Gather", List.of("size", "zero"), List.of("n")))
                        .addNode(node("Sub", List.of("n", "n"), List.of("axis0")))
                        .addNode(node("Add", List.of("axis0", "one"), List.of("axis1")))
                        .addNode(node("Unsqueeze", List.of("a", "axis0"), List.of("row")))
                        .addNode(node("Unsqueeze", List.of("a", "axis1"), List.of("column")))
                        .addNode(node("Add", List.of("row", "column"), List.of("sum")))
                        .addNode(node("ReduceMax", List.of("sum"), List.of("max"), integer("keepdims", 0)))
                        .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")))),
                "most of them in node Add-sum"));
        // 1 for all numbers of rows but 64, where it is a million.
        all.add(arguments(
                "a size that is harmful for some batches alone",
                added(g -> {
                    g.addInitializer(longs("at", 64))
                            .addInitializer(longs("million", million))
                            .addNode(node("Shape", List.of("x"), List.of("size")))
                            .addNode(node("Gather", List.of("size", "zero"), List.of("n")))
                            .addNode(node("Equal", List.of("n", "at"), List.of("harmful")))
                            .addNode(node("Where", List.of("harmful", "million", "one"), List.of("many")))
                            .addNode(node("Concat", List.of("many", "many"), List.of("shape"), integer("axis", 0)))
                            .addNode(node("ConstantOfShape", List.of("shape"), List.of("large")))
                            .addNode(node("ReduceMax", List.of("large"), List.of("max"), integer("keepdims", 0)))
                            .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")));
                }),
                "most of them in node ConstantOfShape-large"));
        return all.build();
    }

    private static TensorProto zeros(String name, int... dimensions) {
        int count = 1;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE);
        for (int dimension : dimensions) {
            tensor.addDims(dimension);
            count *= dimension;
        }
        return tensor.setRawData(ByteString.copyFrom(new byte[4 * count])).build();
    }

    private static void shaped(GraphProto.Builder graph, List<String> shape) {
        graph.addInitializer(longs("thousand", 1_024))
                .addNode(node("Shape", List.of("x"), List.of("size")))
                .addNode(node("Gather", List.of("size", "zero"), List.of("rows")))
                .addNode(node("Concat", shape, List.of("shape"), integer("axis", 0)))
                .addNode(node("ConstantOfShape", List.of("shape"), List.of("large")))
                .addNode(node("ReduceMax", List.of("large"), List.of("max"), integer("keepdims", 0)))
                .addNode(node("Unsqueeze", List.of("max", "zero"), List.of("z")));
    }

    static Stream<Arguments> wholeNumbers() {
        String wholeNumbers = "makes whole numbers of features or states";
        return Stream.of(
                arguments(
                        "a size that a posting chooses",
                        added(g -> g.addNode(node("ReduceMax", List.of("x"), List.of("max"), integer("keepdims", 0)))
                                .addNode(node("Cast", List.of("max"), List.of("whole"), to(7)))
                                .addNode(node("Unsqueeze", List.of("whole", "zero"), List.of("shape")))
                                .addNode(node("ConstantOfShape", List.of("shape"), List.of("z")))),
                        wholeNumbers),
                arguments(
                        "a number of dimensions that a posting chooses",
                        added(g -> g.addInitializer(longs("sizes", 1, 1, 4))
                                .addNode(node("ReduceMax", List.of("x"), List.of("max"), integer("keepdims", 0)))
                                .addNode(node("Cast", List.of("max"), List.of("whole"), to(7)))
                                .addNode(node("Unsqueeze", List.of("whole", "zero"), List.of("end")))
                                .addNode(node("Slice", List.of("sizes", "zero", "end"), List.of("shape")))
                                .addNode(node("ConstantOfShape", List.of("shape"), List.of("z")))),
                        wholeNumbers),
                arguments(
                        "an index that a posting chooses",
                        added(g -> g.addInitializer(floats("table", new float[40], 10, 4))
                                .addNode(node("ReduceMax", List.of("x"), List.of("max"), integer("keepdims", 0)))
                                .addNode(node("Cast", List.of("max"), List.of("whole"), to(6)))
                                .addNode(node("Gather", List.of("table", "whole"), List.of("z")))),
                        wholeNumbers),
                arguments(
                        "an index that the batch chooses",
                        added(g -> g.addInitializer(floats("table", new float[1_200], 300, 4))
                                .addNode(node("Shape", List.of("x"), List.of("size")))
                                .addNode(node("Gather", List.of("size", "zero"), List.of("n")))
                                .addNode(node("Gather", List.of("table", "n"), List.of("z")))),
                        "at a place that depends on the number of rows"),
                arguments(
                        "an index out of range",
                        added(g -> g.addInitializer(floats("table", new float[40], 10, 4))
                                .addInitializer(longs("far", 99_999_999))
                                .addNode(node("Gather", List.of("table", "far"), List.of("z")))),
                        "indices element out of data bounds"),
                // SIGFPE, which no JVM survives.
                arguments(
                        "the least whole number divided by -1",
                        withDivision(Long.MIN_VALUE, -1),
                        "divides whole numbers"),
                arguments("a whole number divided by 0", withDivision(1, 0), "Integer division by zero"),
                arguments(
                        "strings made of numbers",
                        added(g -> g.addNode(node("Cast", List.of("x"), List.of("text"), to(8)))
                                .addNode(node("Cast", List.of("text"), List.of("z"), to(1)))),
                        "result text of node Cast-text is string"),
                arguments(
                        "bytes made of numbers",
                        added(g -> g.addNode(node("Cast", List.of("x"), List.of("bytes"), to(2)))
                                .addNode(node("Cast", List.of("bytes"), List.of("z"), to(1)))),
                        "result bytes of node Cast-bytes is uint8"));
    }

    private static byte[] withDivision(long dividend, long divisor) {
        return added(g -> g.addInitializer(longs("a", dividend))
                .addInitializer(longs("b", divisor))
                .addNode(node("Div", List.of("a", "b"), List.of("q")))
                .addNode(node("Cast", List.of("q"), List.of("z"), to(1))));
    }

    /** What the file says of sizes, and what they are. */
    static Stream<Arguments> lies() {
        return Stream.of(
                arguments(
                        "more hidden units than weights for them",
                        nodes("LSTM", n -> n.setAttribute(0, integer("hidden_size", 1 << 30))),
                        "between 8 and 1073741824"),
                arguments(
                        "fewer hidden units than weights for them",
                        nodes("LSTM", n -> n.setAttribute(0, integer("hidden_size", 4))),
                        "between 8 and 4"),
                arguments(
                        "no hidden units",
                        nodes("LSTM", n -> n.setAttribute(0, integer("hidden_size", 0))),
                        "hidden_size"),
                arguments(
                        "less than no hidden units",
                        nodes("LSTM", n -> n.setAttribute(0, integer("hidden_size", -8))),
                        "hidden_size"),
                arguments("hidden units unsaid", nodes("LSTM", n -> n.clearAttribute()), "hidden_size"),
                arguments(
                        "an LSTM without weights",
                        nodes("LSTM", n -> n.clearInput().addInput("sequence")),
                        "ONNX Runtime refuses it"),
                arguments(
                        "weights of fewer dimensions",
                        initializer("R", t -> t.clearDims().addDims(32 * 8)),
                        "weights R of LSTM are [256]; its hidden_size and input ask for [1, 32, 8]"),
                arguments(
                        "biases for other units",
                        initializer("B", t -> t.clearDims()
                                .addDims(1)
                                .addDims(32)
                                .clearFloatData()
                                .addAllFloatData(java.util.Collections.nCopies(32, 0f))),
                        "biases B of LSTM are [1, 32]; its hidden_size and input ask for [1, 64]"),
                arguments(
                        "a product of matrices that do not fit",
                        graph(g -> g.addNode(node("ReduceMean", List.of("x"), List.of("result")))),
                        "Incompatible dimensions"),
                arguments(
                        "a score of more columns than it says",
                        graphOf(g -> g.getNodeBuilder(g.getNodeCount() - 1).setInput(0, "h1")),
                        "y"),
                arguments(
                        "no rows",
                        added(g -> g.addInitializer(longs("from", 1 << 20))
                                .addInitializer(longs("far", 1 << 21))
                                .addNode(node("Slice", List.of("w", "from", "far"), List.of("none")))
                                .addNode(node("ReduceSum", List.of("none"), List.of("z")))),
                        "result none has no elements"),
                arguments(
                        "an LSTM of no rows",
                        added(g -> g.addInitializer(floats("W", new float[16], 1, 4, 4))
                                .addInitializer(floats("R", new float[4], 1, 4, 1))
                                .addNode(node("Slice", List.of("x", "zero", "zero", "zero"), List.of("none")))
                                .addNode(node("Unsqueeze", List.of("none", "zero"), List.of("sequence")))
                                .addNode(node(
                                        "LSTM",
                                        List.of("sequence", "W", "R"),
                                        List.of("", "h"),
                                        integer("hidden_size", 1)))
                                .addNode(node("ReduceSum", List.of("h"), List.of("sum"), integer("keepdims", 0)))
                                .addNode(node("Unsqueeze", List.of("sum", "zero"), List.of("z")))),
                        "result none has no elements"),
                arguments(
                        "parts of no size",
                        withNode("Split", List.of("x"), integer("num_outputs", 0)),
                        "Unrecognized attribute: num_outputs"),
                arguments(
                        "an axis that is not there",
                        withNode("Softmax", List.of("x"), integer("axis", 17)),
                        "ONNX Runtime refuses it"));
    }

    /** Rows that depend on each other. */
    static Stream<Arguments> rows() {
        String dependent = "a row's result must not depend on other rows";
        return Stream.of(
                arguments(
                        "a mean over the batch",
                        added(g -> g.addNode(node("ReduceMean", List.of("x"), List.of("z"), axis(0)))),
                        dependent),
                arguments("a softmax over the batch", withNode("Softmax", List.of("x"), integer("axis", 0)), dependent),
                arguments(
                        "the largest of the batch",
                        added(g -> g.addNode(node("ReduceMax", List.of("x"), List.of("z"), axis(0)))),
                        dependent),
                arguments(
                        "the state of the first row for all",
                        graphOf(g -> {
                            g.removeNode(8);
                            g.addNode(node("Gather", List.of("h1", "first"), List.of("h0")))
                                    .addNode(node("Mul", List.of("h1", "c1"), List.of("p")))
                                    .addNode(node("Add", List.of("p", "h0"), List.of("q")))
                                    .addNode(node(
                                            "Concat", List.of("q", "c1"), List.of("state_out"), integer("axis", 1)));
                        }),
                        dependent),
                arguments(
                        "a difference as small as that of rounding",
                        added(g -> g.addInitializer(floats("little", new float[] {1e-7f}, 1))
                                .addNode(node("ReduceMean", List.of("x"), List.of("mean"), axis(0)))
                                .addNode(node("Mul", List.of("mean", "little"), List.of("z")))),
                        "that looks like rounding, yet scores must be the same bit for bit"),
                arguments(
                        "a difference of the state that the score does not show",
                        graphOf(g -> {
                            g.removeNode(8);
                            g.addNode(node("ReduceMean", List.of("c1"), List.of("c0"), axis(0)))
                                    .addNode(node("Add", List.of("c1", "c0"), List.of("q")))
                                    .addNode(node(
                                            "Concat", List.of("h1", "q"), List.of("state_out"), integer("axis", 1)));
                        }),
                        dependent),
                arguments(
                        "the number of rows as a number",
                        added(g -> g.addNode(node("Shape", List.of("x"), List.of("size")))
                                .addNode(node("Gather", List.of("size", "zero"), List.of("n")))
                                .addNode(node("Cast", List.of("n"), List.of("z"), to(1)))),
                        dependent),
                arguments(
                        "one score for all rows",
                        graph(g -> g.addNode(node("ReduceMean", List.of("x"), List.of("result"), axis(0)))),
                        "y is [1, 1]; expected [256, 1]"),
                arguments(
                        "a score of its own for every batch",
                        graph(g -> g.addInitializer(floats("r", new float[] {1, 2, 3, 4}, 1, 4))
                                .addNode(node("Relu", List.of("r"), List.of("result")))),
                        "y is [1, 1]; expected [256, 1]"),
                arguments(
                        "rows in columns",
                        graph(g -> g.addInitializer(longs("shape", 4, -1))
                                .addInitializer(longs("back", -1, 4))
                                .addNode(node("Transpose", List.of("x"), List.of("t")))
                                .addNode(node("Reshape", List.of("t", "back"), List.of("result")))),
                        dependent));
    }

    private static AttributeProto axis(long axis) {
        return AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(axis)
                .build();
    }

    private static byte[] graphOf(Consumer<GraphProto.Builder> change) {
        return MODEL.spoilt(model -> {
            change.accept(model.getGraphBuilder());
            return model;
        });
    }
}
