package ai.finai.models;

import static ai.finai.models.fixtures.Spoilt.graph;
import static ai.finai.models.fixtures.Spoilt.initializer;
import static ai.finai.models.fixtures.Spoilt.model;
import static ai.finai.models.fixtures.Spoilt.nodes;
import static ai.finai.models.fixtures.Spoilt.tensor;
import static ai.finai.models.fixtures.Spoilt.withNode;
import static ai.finai.models.fixtures.Spoilt.withTensor;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TestModel.node;
import static ai.finai.models.fixtures.TestModel.value;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.finai.models.features.Feature;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that hold what none may, found before anything of them reaches the native library. A catalogue: one line each, and
 * that this JVM lives on is half of each test.
 */
class HostileModelsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({"signatures", "versions", "outside", "constants", "names"})
    void aModelIsRefusedForWhatIsWrongWithIt(String what, byte[] file, String reason) {
        assertThatThrownBy(() -> StepModel.open(ModelFile.of(file)).close())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> signatures() {
        return Stream.of(
                arguments(
                        "one feature too few",
                        graphOf(g -> g.setInput(0, value("x", Feature.COUNT - 1))),
                        "x is float32 [N, " + (Feature.COUNT - 1) + "]; expected float32 [N, " + Feature.COUNT + "]"),
                arguments(
                        "another state size",
                        graphOf(g -> g.setInput(1, value("state", 8))),
                        "state is float32 [N, 8]; expected float32 [N, 16]"),
                arguments(
                        "state of another size out",
                        graphOf(g -> g.setOutput(1, value("state_out", 8))),
                        "state_out is float32 [N, 8]"),
                arguments(
                        "an input more",
                        graphOf(g -> g.addInput(value("weights", 3))),
                        "inputs are [x, state, weights]; expected [x, state]"),
                arguments(
                        "an input twice", graphOf(g -> g.setInput(1, value("x", Feature.COUNT))), "inputs are [x, x]"),
                arguments("no state out", graphOf(g -> g.removeOutput(1)), "outputs are [y]; expected [y, state_out]"),
                arguments("no outputs", graphOf(g -> g.clearOutput()), "outputs are []"),
                arguments(
                        "doubles",
                        graphOf(g -> g.getInputBuilder(0)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .setElemType(DataType.DOUBLE_VALUE)),
                        "x is element type 11"),
                arguments(
                        "one row a batch",
                        graphOf(g -> g.getInputBuilder(0)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .getShapeBuilder()
                                .getDimBuilder(0)
                                .setDimValue(1)),
                        "x is float32 [1, " + Feature.COUNT + "]"),
                arguments(
                        "three dimensions",
                        graphOf(g -> g.getInputBuilder(0)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .getShapeBuilder()
                                .addDimBuilder()
                                .setDimValue(1)),
                        "x is float32 [N, " + Feature.COUNT + ", 1]"),
                arguments("no type", graphOf(g -> g.getInputBuilder(0).clearType()), "x is no tensor"),
                arguments(
                        "sequences",
                        graphOf(g -> g.getInputBuilder(0)
                                .getTypeBuilder()
                                .getSequenceTypeBuilder()
                                .getElemTypeBuilder()),
                        "x is no tensor"));
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                arguments(
                        "an opset of the future",
                        model(m -> {
                            m.getOpsetImportBuilder(0).setVersion(99);
                            return m;
                        }),
                        "opset 99: expected 13 to 21"),
                arguments(
                        "an old opset",
                        model(m -> {
                            m.getOpsetImportBuilder(0).setVersion(6);
                            return m;
                        }),
                        "opset 6: expected 13 to 21"),
                arguments("no opset", model(m -> m.clearOpsetImport()), "it names no opset"),
                arguments(
                        "two opsets",
                        model(m -> {
                            m.addOpsetImportBuilder().setDomain("ai.onnx").setVersion(13);
                            return m;
                        }),
                        "it names two opsets"),
                arguments(
                        "a format of the future",
                        model(m -> m.setIrVersion(99)),
                        "its format (ir_version) is 99; expected 4 to 11"),
                arguments("no format", model(m -> m.clearIrVersion()), "its format (ir_version) is 0"),
                arguments(
                        "a foreign operator domain",
                        model(m -> {
                            m.addOpsetImportBuilder().setDomain("com.evil").setVersion(1);
                            return m;
                        }),
                        "operator domain 'com.evil' is not allowed"),
                arguments(
                        "a foreign operator domain of a node alone",
                        nodes("Mul", n -> n.setDomain("com.microsoft")),
                        "operators not allowed: com.microsoft.Mul"),
                arguments(
                        "an operator that does not exist",
                        nodes("Mul", n -> n.setOpType("Multiply")),
                        "operators not allowed: Multiply"),
                arguments(
                        "an operator that draws numbers",
                        withNode("RandomNormalLike", List.of("x")),
                        "operators not allowed: RandomNormalLike"),
                arguments(
                        "a function of its own",
                        model(m -> m.addFunctions(FunctionProto.newBuilder()
                                .setName("f")
                                .setDomain("")
                                .addNode(node("Relu", List.of("a"), List.of("b"))))),
                        "functions are not allowed"));
    }

    /** Loops, and files beside the model. */
    static Stream<Arguments> outside() {
        AttributeProto body = AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(GraphProto.newBuilder())
                .build();
        Stream<Arguments> graphs = Stream.of("Loop", "If", "Scan")
                .map(operator -> arguments(
                        operator,
                        withNode(operator, List.of("x"), body),
                        "node " + operator + "-result has a graph inside; operators not allowed: " + operator));
        Stream<Arguments> files = Stream.of("weights.bin", "/etc/passwd", "../../etc/passwd", "*/_ORT_MEM_ADDR_/*")
                .flatMap(location -> Stream.of(
                        arguments(
                                "numbers in " + location,
                                withTensor(elsewhere(location)),
                                "initializer z is in another file"),
                        arguments(
                                "a constant's numbers in " + location,
                                withNode("Constant", List.of(), constant(elsewhere(location))),
                                "attribute value of node Constant-result is in another file")));
        return Stream.concat(
                graphs,
                Stream.concat(
                        files,
                        Stream.of(
                                arguments(
                                        "a graph under an operator that is allowed",
                                        withNode(
                                                "Relu",
                                                List.of("x"),
                                                AttributeProto.newBuilder()
                                                        .setName("any")
                                                        .addGraphs(GraphProto.newBuilder())
                                                        .build()),
                                        "has a graph inside"),
                                arguments(
                                        "an external location without the flag",
                                        withTensor(elsewhere("a").clearDataLocation()),
                                        "initializer z is in another file"))));
    }

    private static TensorProto.Builder elsewhere(String location) {
        TensorProto.Builder tensor = tensor(4).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        tensor.addExternalDataBuilder().setKey("location").setValue(location);
        return tensor;
    }

    private static AttributeProto constant(TensorProto.Builder tensor) {
        return AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor)
                .build();
    }

    static Stream<Arguments> constants() {
        ByteBuffer raw = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.NaN);
        ByteBuffer doubles =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, Double.NEGATIVE_INFINITY);
        return Stream.of(
                arguments(
                        "2^40 numbers",
                        withTensor(tensor(1L << 40)),
                        "initializer z has dimensions [1099511627776]: negative, or more than there can be"),
                arguments("2^20 by 2^20 numbers", withTensor(tensor(1 << 20, 1 << 20)), "more than there can be"),
                arguments(
                        "dimensions whose product overflows",
                        withTensor(tensor(1L << 32, 1L << 32)),
                        "more than there can be"),
                arguments(
                        "a negative dimension", withTensor(tensor(-4)), "initializer z has dimensions [-4]: negative"),
                arguments(
                        "two negative dimensions",
                        withTensor(tensor(-2, -2)),
                        "initializer z has dimensions [-2, -2]: negative"),
                arguments("no numbers", withTensor(tensor(4)), "initializer z has 0 numbers for dimensions [4]"),
                arguments(
                        "raw numbers too few",
                        withTensor(tensor(4).setRawData(ByteString.copyFrom(new byte[8]))),
                        "initializer z has 8 bytes for dimensions [4] of 4 bytes each"),
                arguments(
                        "raw numbers and a bit",
                        withTensor(tensor(4).setRawData(ByteString.copyFrom(new byte[17]))),
                        "initializer z has 17 bytes"),
                arguments(
                        "raw numbers too few, though listed",
                        withTensor(tensor(1).setRawData(ByteString.EMPTY).addFloatData(1)),
                        "initializer z has 0 bytes"),
                arguments(
                        "an element type that does not exist",
                        withTensor(tensor(0).setDataType(77)),
                        "initializer z has element type 77; allowed are"),
                arguments(
                        "strings",
                        withTensor(tensor(1).setDataType(DataType.STRING_VALUE).addStringData(ByteString.EMPTY)),
                        "initializer z has element type 8; allowed are"),
                arguments(
                        "NaN among raw weights",
                        withTensor(tensor(4).setRawData(ByteString.copyFrom(raw))),
                        "initializer z has numbers that are not finite"),
                arguments(
                        "NaN among weights",
                        initializer("W", t -> t.setFloatData(3, Float.NaN)),
                        "initializer W has numbers that are not finite"),
                arguments(
                        "infinity among weights",
                        initializer("W", t -> t.setFloatData(3, Float.NEGATIVE_INFINITY)),
                        "initializer W has numbers that are not finite"),
                arguments(
                        "infinity among raw doubles",
                        withTensor(
                                tensor(1).setDataType(DataType.DOUBLE_VALUE).setRawData(ByteString.copyFrom(doubles))),
                        "initializer z has numbers that are not finite"),
                arguments(
                        "NaN in a constant",
                        withNode("Constant", List.of(), constant(tensor(1).addFloatData(Float.NaN))),
                        "attribute value of node Constant-result has numbers that are not finite"),
                arguments(
                        "infinity as an attribute",
                        withNode(
                                "LeakyRelu",
                                List.of("x"),
                                AttributeProto.newBuilder()
                                        .setName("alpha")
                                        .setType(AttributeProto.AttributeType.FLOAT)
                                        .setF(Float.POSITIVE_INFINITY)
                                        .build()),
                        "attribute alpha of node LeakyRelu-result is not finite"),
                arguments(
                        "infinity among the numbers of an attribute",
                        withNode(
                                "Constant",
                                List.of(),
                                AttributeProto.newBuilder()
                                        .setName("value_floats")
                                        .setType(AttributeProto.AttributeType.FLOATS)
                                        .addFloats(1)
                                        .addFloats(Float.NEGATIVE_INFINITY)
                                        .build()),
                        "attribute value_floats of node Constant-result is not finite"),
                arguments(
                        "a sparse initializer",
                        graphOf(g -> g.addSparseInitializer(SparseTensorProto.newBuilder()
                                .setValues(tensor(1).addFloatData(1)))),
                        "sparse initializers are not allowed"),
                arguments(
                        "a sparse constant",
                        withNode(
                                "Constant",
                                List.of(),
                                AttributeProto.newBuilder()
                                        .setName("sparse_value")
                                        .setSparseTensor(SparseTensorProto.newBuilder())
                                        .build()),
                        "has a sparse tensor"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments(
                        "a weight with an input's name",
                        initializer("W", t -> t.setName("x")),
                        "inputs are [state]; expected [x, state]"),
                arguments(
                        "a weight that is the state",
                        initializer("W", t -> t.setName("state")),
                        "inputs are [x]; expected [x, state]"),
                arguments(
                        "a weight that is the score",
                        initializer("W", t -> t.setName("y")),
                        "which something else has already"),
                arguments(
                        "two weights of one name",
                        initializer("W", t -> t.setName("R")),
                        "initializer has the name 'R', which something else has already"),
                arguments(
                        "a weight without a name", initializer("W", t -> t.clearName()), "initializer has the name ''"),
                arguments(
                        "a result with an input's name",
                        withNodeTo("x"),
                        "has the name 'x', which something else has already"),
                arguments(
                        "two results of one name",
                        withNodeTo("logit"),
                        "has the name 'logit', which something else has already"),
                arguments(
                        "a score that no node makes",
                        nodes("Sigmoid", n -> n.setOutput(0, "z")),
                        "output y is no node's result"),
                arguments(
                        "a circle",
                        graph(g -> g.addNode(node("Add", List.of("x", "b"), List.of("result")))
                                .addNode(node("Relu", List.of("result"), List.of("b")))),
                        "node Add-result uses 'b', which nothing before it makes"),
                arguments(
                        "a node that uses itself",
                        graph(g -> g.addNode(node("Add", List.of("x", "result"), List.of("result")))),
                        "node Add-result uses 'result'"),
                arguments(
                        "an input that nothing makes",
                        withNode("Relu", List.of("nothing")),
                        "uses 'nothing', which nothing before it makes"),
                arguments("a name that the checks use", withNodeTo("finai:rank of x"), "which is not allowed"));
    }

    private static byte[] withNodeTo(String result) {
        return graph(g -> g.addNode(node("Relu", List.of("x"), List.of(result)))
                .addNode(node("Relu", List.of("x"), List.of("result"))));
    }

    private static byte[] graphOf(Consumer<GraphProto.Builder> change) {
        return MODEL.spoilt(model -> {
            change.accept(model.getGraphBuilder());
            return model;
        });
    }
}
