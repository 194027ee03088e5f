package ai.finai.models.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.contract.TextContract;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A BERT-class classifier as others export it, FinBERT for one, made to say of itself what serving needs. Its weights and
 * operators stay as they are; inputs and output get the contract's names, and the contract is written into the file.
 *
 * <p>What is taken: inputs {@code input_ids}, {@code attention_mask} and, if it is there, {@code token_type_ids}, and one
 * output, {@code logits} or whatever it is called.
 */
public final class BertExport {

    private static final Map<String, String> INPUTS = Map.of("input_ids", "ids", "attention_mask", "mask");

    private BertExport() {}

    /**
     * Gives the file with the contract in it.
     *
     * @param onnx as it was exported; its bytes may be anything
     * @return a file that still has to pass {@link ModelFile#of}, as every file has
     * @throws InvalidModelException if it is no ONNX file, or has not the inputs and the output that such a model has
     */
    public static byte[] with(byte[] onnx, TextContract contract) throws InvalidModelException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw InvalidModelException.notOnnx(e);
        }
        Map<String, String> names = names(model.getGraph());
        ModelProto.Builder adopted =
                model.toBuilder().setGraph(renamed(model.getGraph(), names)).clearMetadataProps();
        contract.toMetadata()
                .forEach((key, value) -> adopted.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return adopted.build().toByteArray();
    }

    private static Map<String, String> names(GraphProto graph) throws InvalidModelException {
        Map<String, String> names = new HashMap<>(INPUTS);
        Set<String> weights = graph.getInitializerList().stream()
                .map(tensor -> tensor.getName())
                .collect(Collectors.toSet());
        List<String> inputs = graph.getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !weights.contains(name))
                .toList();
        if (!inputs.containsAll(INPUTS.keySet())) {
            throw new InvalidModelException(
                    "inputs are " + inputs + "; expected input_ids, attention_mask and perhaps token_type_ids");
        }
        if (graph.getOutputCount() != 1) {
            throw new InvalidModelException("it has " + graph.getOutputCount()
                    + " outputs; export it for text classification, with its logits alone");
        }
        names.put(graph.getOutput(0).getName(), "y");
        Set<String> taken = graph.getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .collect(Collectors.toSet());
        for (Map.Entry<String, String> name : names.entrySet()) {
            boolean other = !name.getKey().equals(name.getValue());
            if (other && (taken.contains(name.getValue()) || weights.contains(name.getValue()))) {
                throw new InvalidModelException("a result or weight in it is called '" + name.getValue()
                        + "', which is to be the name of " + name.getKey());
            }
        }
        return names;
    }

    private static GraphProto renamed(GraphProto graph, Map<String, String> names) {
        GraphProto.Builder renamed =
                graph.toBuilder().clearNode().clearInput().clearOutput().clearValueInfo();
        for (NodeProto node : graph.getNodeList()) {
            NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
            node.getInputList().forEach(name -> copy.addInput(names.getOrDefault(name, name)));
            node.getOutputList().forEach(name -> copy.addOutput(names.getOrDefault(name, name)));
            renamed.addNode(copy);
        }
        graph.getInputList().forEach(input -> renamed.addInput(value(input, names)));
        graph.getOutputList().forEach(output -> renamed.addOutput(value(output, names)));
        return renamed.build();
    }

    private static ValueInfoProto value(ValueInfoProto value, Map<String, String> names) {
        return value.toBuilder()
                .setName(names.getOrDefault(value.getName(), value.getName()))
                .build();
    }
}
