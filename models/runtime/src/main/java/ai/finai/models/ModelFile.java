package ai.finai.models;

import ai.finai.events.Hashes;

/**
 * An ONNX file that was found fit to run: a step model of the {@link ModelContract}, of known operators, with finite
 * weights and bounded memory. What it computes has not been looked at; {@link StepModel#verify} does that.
 */
public final class ModelFile {

    /** No file may be larger. A model with a state of 4,096 numbers is far below it. */
    public static final int LARGEST = 64 << 20;

    private final byte[] bytes;
    private final String sha256;
    private final ModelContract contract;

    private ModelFile(byte[] bytes, String sha256, ModelContract contract) {
        this.bytes = bytes;
        this.sha256 = sha256;
        this.contract = contract;
    }

    /**
     * Checks a file without running it. Its bytes may be anything.
     *
     * @throws InvalidModelException with every reason found why it is refused
     */
    public static ModelFile of(byte[] bytes) throws InvalidModelException {
        if (bytes.length > LARGEST) {
            throw new InvalidModelException(
                    "the file has " + bytes.length + " bytes; at most " + LARGEST + " are allowed");
        }
        Graph graph = Graph.parse(bytes);
        ModelContract contract = graph.check();
        Shapes.check(graph.model());
        return new ModelFile(bytes.clone(), Hashes.sha256(bytes), contract);
    }

    /** What it says of itself. */
    public ModelContract contract() {
        return contract;
    }

    /** Of its bytes, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** A copy of the file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] shared() {
        return bytes;
    }
}
