package ai.finai.models;

import ai.finai.models.contract.TextContract;
import ai.finai.models.onnx.Extent;
import ai.finai.models.onnx.Graph;
import ai.finai.models.onnx.Ort;
import ai.finai.models.onnx.Signature;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A text model ready to run: takes texts, cut into numbered tokens, and gives the probability of each class. What it gives for
 * a text is the same bit for bit, on one machine, whatever texts are given with it, and however many.
 *
 * <p>That is so because a text is filled up, and masked, to a length that depends on it alone; because those of one length run
 * together, never less than two rows; and because that is tried when a model is opened. Where results depend on the batch even
 * so, by what may be rounding, each text runs alone ({@link #alone}). So do texts longer than {@link #LONGEST_TOGETHER}, which
 * gain nothing from company.
 *
 * <p>What would end the JVM cannot happen: a batch has at least one text of at least one token, tokens are the vocabulary's,
 * and tensors live as long as their session. For one thread, from {@link #open} to {@link #close}.
 */
public final class TextModel implements Model {

    /** Texts in a batch, at most. */
    public static final int LARGEST_BATCH = 32;

    /** Tokens in a batch, at most, those that fill up included; more only where one text has more. A power of two. */
    public static final int MOST_TOKENS = 2_048;

    /** Longer texts, in tokens, run alone. Few headlines are; and trying long texts takes large models many seconds. */
    public static final int LONGEST_TOGETHER = 64;

    private final ModelFile file;
    private final TextContract contract;
    private final Graph.Checked checked;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, LongBuffer> inputs = new HashMap<>();
    private String alone = "";
    private boolean closed;

    private TextModel(ModelFile file, TextContract contract, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.contract = contract;
        this.environment = environment;
        this.session = session;
        checked = file.checked();
        for (Signature.Port input : checked.signature().inputs()) {
            inputs.put(
                    input.name(),
                    ByteBuffer.allocateDirect(checked.limits().tokens() * Long.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asLongBuffer());
        }
    }

    /**
     * Opens a session and tries it on a few texts. It holds native memory until it is closed.
     *
     * @throws InvalidModelException if it is of another kind, ONNX Runtime refuses the file, or a text's result depends on
     *     others by more than rounding
     */
    public static TextModel open(ModelFile file) throws InvalidModelException {
        TextContract contract = file.text();
        OrtEnvironment environment = Ort.environment();
        OrtSession session;
        try (OrtSession.SessionOptions options = Ort.options()) {
            session = environment.createSession(file.checked().file(), options);
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime refuses it: " + Ort.firstLine(e));
        }
        try {
            TextModel model = new TextModel(file, contract, environment, session);
            model.alone = Trial.run(new TextTrial(model));
            return model;
        } catch (InvalidModelException | RuntimeException e) {
            close(session);
            throw e;
        }
    }

    @Override
    public ModelFile file() {
        return file;
    }

    @Override
    public TextContract contract() {
        return contract;
    }

    /**
     * Why each text runs alone, which costs time: two results of one text that differ with the batch. Empty if texts run
     * together.
     */
    public String alone() {
        return alone;
    }

    /**
     * Runs texts, as many as there are.
     *
     * @param texts their tokens' numbers
     * @return for each the probabilities in the order of the model's classes, all NaN where it gives none
     * @throws IllegalArgumentException if one has no tokens or more than the contract's longest, or a token is none of the
     *     vocabulary
     * @throws IllegalStateException if ONNX Runtime fails
     */
    public float[][] probabilities(List<long[]> texts) {
        float[][] results = new float[texts.size()][];
        for (TextBatch batch : batches(texts)) {
            float[][] found = results(texts, batch);
            for (int at = 0; at < found.length; at++) {
                Probabilities.of(contract.output(), found[at]);
                results[batch.texts().get(at)] = found[at];
            }
        }
        return results;
    }

    /**
     * Which texts {@link #probabilities} runs at once, and in what form.
     *
     * @throws IllegalArgumentException as it does
     */
    public List<TextBatch> batches(List<long[]> texts) {
        return TextBatch.of(
                texts.stream().mapToInt(this::length).toArray(), this::mostTogether, !checked.everyExtent());
    }

    /** To how many tokens a text is filled up. */
    private int length(long[] text) {
        if (text.length == 0 || text.length > contract.longest()) {
            throw new IllegalArgumentException(
                    "a text of " + text.length + " tokens: must be from 1 to " + contract.longest());
        }
        for (long token : text) {
            if (token < 0 || token >= contract.vocabulary().size()) {
                throw new IllegalArgumentException("token " + token + ": must be from 0 to "
                        + (contract.vocabulary().size() - 1));
            }
        }
        return checked.limits().fit(new Extent(1, text.length)).tokens();
    }

    private int mostTogether(int length) {
        return alone.isEmpty() && length <= LONGEST_TOGETHER ? checked.limits().rowsOf(length) : 1;
    }

    /** To how many tokens texts that run together are filled up, the longest first. */
    List<Integer> lengthsTogether() {
        return checked.limits().lengths().stream()
                .filter(length -> length <= LONGEST_TOGETHER)
                .toList();
    }

    /** What the graph gives for the texts of a batch, as it is. */
    float[][] results(List<long[]> texts, TextBatch batch) {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        Extent extent = new Extent(batch.rows(), batch.tokens());
        fill(texts, batch);
        int classes = contract.classes().size();
        float[][] results = new float[batch.texts().size()][classes];
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Signature.Port input : checked.signature().inputs()) {
                LongBuffer values =
                        Objects.requireNonNull(inputs.get(input.name())).slice(0, extent.rows() * extent.tokens());
                tensors.put(input.name(), OnnxTensor.createTensor(environment, values, input.dimensions(extent)));
            }
            try (OrtSession.Result computed = session.run(tensors)) {
                FloatBuffer y = ((OnnxTensor) computed.get(0)).getFloatBuffer();
                for (int at = 0; at < results.length; at++) {
                    y.get(at * classes, results[at]);
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model " + contract.name() + ' ' + contract.version() + " failed: " + Ort.firstLine(e), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
        return results;
    }

    /** Rows that are too many, and places after a text's end, are of token 0 and masked; the first of a row never is. */
    private void fill(List<long[]> texts, TextBatch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            long[] text = row < batch.texts().size() ? texts.get(batch.texts().get(row)) : new long[1];
            long[] ids = Arrays.copyOf(text, batch.tokens());
            long[] mask = new long[batch.tokens()];
            Arrays.fill(mask, 0, text.length, 1);
            for (Map.Entry<String, LongBuffer> input : inputs.entrySet()) {
                long[] values =
                        switch (input.getKey()) {
                            case "ids" -> ids;
                            case "mask" -> mask;
                            default -> new long[batch.tokens()];
                        };
                input.getValue().put(row * batch.tokens(), values);
            }
        }
    }

    /**
     * Runs the manifest's texts, each alone, and compares the probabilities.
     *
     * @throws InvalidModelException if one differs by more than {@link GoldenVectors#TOLERANCE}
     */
    @Override
    public void verify(GoldenVectors golden) throws InvalidModelException {
        if (!(golden instanceof GoldenVectors.Texts given)) {
            throw new InvalidModelException("golden vectors: a text model needs tokens and probabilities");
        }
        for (int i = 0; i < given.tokens().size(); i++) {
            float[] expected = given.probabilities().get(i);
            float[] found;
            try {
                found = probabilities(List.of(given.tokens().get(i)))[0];
            } catch (IllegalArgumentException e) {
                throw new InvalidModelException("golden vectors: text " + i + ": " + e.getMessage());
            }
            if (expected.length != found.length) {
                throw new InvalidModelException("golden vectors: text " + i + " has " + expected.length
                        + " probabilities, the model gives " + found.length);
            }
            for (int k = 0; k < found.length; k++) {
                if (!(Math.abs(found[k] - expected[k]) <= GoldenVectors.TOLERANCE)) {
                    throw new InvalidModelException("golden vectors: text " + i + ", "
                            + contract.classes().get(k).code() + " is " + found[k] + ", expected " + expected[k]);
                }
            }
        }
    }

    /** Frees the native memory. Must not run at the same time as {@link #probabilities}. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session does not close: " + Ort.firstLine(e), e);
        }
    }
}
