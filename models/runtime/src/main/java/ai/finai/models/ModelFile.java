package ai.finai.models;

import ai.finai.events.Hashes;
import ai.finai.events.ModelName;
import ai.finai.models.contract.ModelContract;
import ai.finai.models.contract.ModelKind;
import ai.finai.models.contract.StepContract;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.WindowContract;
import ai.finai.models.onnx.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX file that was found fit to run: a model of one of the kinds of {@link ModelContract}, of known operators, with finite
 * weights and bounded memory. What it computes has not been looked at; {@link Model#verify} does that.
 */
public final class ModelFile {

    /** No file may be larger. A model with a state of 4,096 numbers is far below it. */
    public static final int LARGEST = 64 << 20;

    /** But for models of texts, where they alone are taken: BERT has 440 MB. */
    public static final int LARGEST_OF_TEXTS = 512 << 20;

    private final byte[] bytes;
    private final Graph.Checked checked;
    private final String sha256;
    private final ModelContract contract;

    private ModelFile(byte[] bytes, Graph.Checked checked, String sha256, ModelContract contract) {
        this.bytes = bytes;
        this.checked = checked;
        this.sha256 = sha256;
        this.contract = contract;
    }

    /**
     * Checks a file without running it. Its bytes may be anything.
     *
     * @throws InvalidModelException with every reason found why it is refused
     */
    public static ModelFile of(byte[] bytes) throws InvalidModelException {
        return of(bytes, LARGEST);
    }

    /**
     * As {@link #of}, for those who take models of texts alone: such a file may be larger. It and the session that runs it take
     * about four times as much memory as it has bytes.
     *
     * @throws InvalidModelException with every reason found why it is refused; that it is of another kind is one
     */
    public static ModelFile ofText(byte[] bytes) throws InvalidModelException {
        ModelFile file = of(bytes, LARGEST_OF_TEXTS);
        file.text();
        return file;
    }

    /**
     * As {@link #of}, for those who take models of any kind: one of texts may be as large as {@link #ofText} allows.
     *
     * @throws InvalidModelException with every reason found why it is refused
     */
    public static ModelFile ofAnyKind(byte[] bytes) throws InvalidModelException {
        ModelFile file = of(bytes, LARGEST_OF_TEXTS);
        return file.contract instanceof TextContract ? file : of(bytes);
    }

    private static ModelFile of(byte[] bytes, int largest) throws InvalidModelException {
        if (bytes.length > largest) {
            throw new InvalidModelException(
                    "the file has " + bytes.length + " bytes; at most " + largest + " are allowed");
        }
        Graph graph = Graph.parse(bytes);
        List<String> problems = new ArrayList<>(graph.problems());
        ModelContract contract = null;
        try {
            contract = ModelContract.of(graph.metadata());
        } catch (InvalidModelException e) {
            problems.addAll(e.problems());
        }
        if (contract == null || !problems.isEmpty()) {
            throw new InvalidModelException(problems);
        }
        Graph.Checked checked = graph.check(contract.signature(), contract.limits());
        return new ModelFile(bytes.clone(), checked, Hashes.sha256(bytes), contract);
    }

    /** What it says of itself. */
    public ModelContract contract() {
        return contract;
    }

    /** @throws InvalidModelException if it is a model of another kind */
    public StepContract step() throws InvalidModelException {
        return contractOf(ModelKind.STEP, StepContract.class);
    }

    /** @throws InvalidModelException if it is a model of another kind */
    public WindowContract window() throws InvalidModelException {
        return contractOf(ModelKind.WINDOW, WindowContract.class);
    }

    /** @throws InvalidModelException if it is a model of another kind */
    public TextContract text() throws InvalidModelException {
        return contractOf(ModelKind.TEXT, TextContract.class);
    }

    private <T extends ModelContract> T contractOf(ModelKind kind, Class<T> type) throws InvalidModelException {
        if (!type.isInstance(contract)) {
            throw new InvalidModelException(contract.name() + ' ' + contract.version() + " is a "
                    + contract.kind().code() + " model, for " + contract.kind().subject() + "; needed is a "
                    + kind.code() + " model, for " + kind.subject());
        }
        return type.cast(contract);
    }

    /** As whatever the model says names it. */
    public ModelName name() {
        return new ModelName(contract.name(), contract.version(), sha256);
    }

    /** Of its bytes, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** A copy of the file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What of it runs. */
    Graph.Checked checked() {
        return checked;
    }
}
