package ai.finai.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each name stands for one thing, and is made before it is used: so there are no circles. */
final class Wiring {

    /** Names that the checks give. */
    static final String OURS = "finai:";

    private final List<String> problems;
    private final Signature signature;
    private final Set<String> made;

    private Wiring(Signature signature, List<String> problems) {
        this.problems = problems;
        this.signature = signature;
        made = new HashSet<>(signature.inputNames());
    }

    static void check(GraphProto graph, Signature signature, List<String> problems) {
        new Wiring(signature, problems).check(graph);
    }

    private void check(GraphProto graph) {
        for (TensorProto tensor : graph.getInitializerList()) {
            make("initializer", tensor.getName());
        }
        Set<String> results = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            for (String name : node.getInputList()) {
                if (!name.isEmpty() && !made.contains(name)) {
                    problems.add("node " + Graph.title(node) + " uses '" + Graph.brief(name)
                            + "', which nothing before it makes");
                }
            }
            for (String name : node.getOutputList()) {
                if (!name.isEmpty()) {
                    make("result of node " + Graph.title(node), name);
                    results.add(name);
                }
            }
        }
        for (String output : signature.outputNames()) {
            if (!results.contains(output)) {
                problems.add("output " + output + " is no node's result");
            }
        }
    }

    private void make(String what, String name) {
        if (name.isEmpty() || name.startsWith(OURS)) {
            problems.add(what + " has the name '" + Graph.brief(name) + "', which is not allowed");
        } else if (!made.add(name)) {
            problems.add(what + " has the name '" + Graph.brief(name) + "', which something else has already");
        }
    }
}
