package ai.finai.models;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds how large each intermediate result of a graph can become, before anything is computed: a column added to a row
 * can ask for more memory than there is.
 *
 * <p>ONNX Runtime infers the shapes itself. The graph is opened without optimisations, so that nothing is computed ahead,
 * and with every intermediate result as an output, so that its shape can be asked for.
 */
final class Shapes {

    /** Elements of one intermediate result, in a full batch: 256 MiB of floats. */
    private static final long LARGEST = 64L << 20;

    private Shapes() {}

    static void check(ModelProto model) throws InvalidModelException {
        try (OrtSession.SessionOptions options = Ort.options()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            OrtEnvironment environment = Ort.environment();
            try (OrtSession session =
                    environment.createSession(withEveryResult(model).toByteArray(), options)) {
                check(session);
            }
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime refuses it: " + Ort.firstLine(e));
        }
    }

    private static ModelProto withEveryResult(ModelProto model) {
        GraphProto graph = model.getGraph();
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        GraphProto.Builder every = graph.toBuilder();
        for (NodeProto node : graph.getNodeList()) {
            for (String result : node.getOutputList()) {
                if (!result.isEmpty() && outputs.add(result)) {
                    every.addOutput(ValueInfoProto.newBuilder().setName(result));
                }
            }
        }
        return model.toBuilder().setGraph(every).build();
    }

    private static void check(OrtSession session) throws OrtException, InvalidModelException {
        Set<String> rows = new HashSet<>();
        for (NodeInfo input : session.getInputInfo().values()) {
            if (input.getInfo() instanceof TensorInfo tensor) {
                rows.add(tensor.getDimensionNames()[0]);
            }
        }
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> result : session.getOutputInfo().entrySet()) {
            if (!(result.getValue().getInfo() instanceof TensorInfo tensor)) {
                problems.add("result " + result.getKey() + " is no tensor");
                continue;
            }
            String[] names = tensor.getDimensionNames();
            long[] dimensions = tensor.getShape();
            boolean output = result.getKey().equals("y") || result.getKey().equals("state_out");
            double elements = 1;
            for (int i = 0; i < dimensions.length; i++) {
                if (dimensions[i] < 0 && !output && !rows.contains(names[i])) {
                    problems.add("the size of result " + result.getKey() + " is not known before it is computed");
                }
                elements *= dimensions[i] < 0 ? StepModel.LARGEST_BATCH : dimensions[i];
            }
            if (elements > LARGEST) {
                problems.add(String.format(
                        "result %s can have %.0f elements; at most %d are allowed",
                        result.getKey(), elements, LARGEST));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidModelException(problems.size() > 5 ? problems.subList(0, 5) : problems);
        }
    }
}
