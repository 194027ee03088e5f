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
 * A text model ready to run: takes a batch of texts, cut into numbered tokens, and gives the probability of each class. A
 * text's result does not depend on the others in its batch, but for its last digits: shorter ones are filled up to the longest
 * of their batch and masked, and sums may be taken in another order.
 *
 * <p>What would end the JVM cannot happen: a batch has at least one text of at least one token, tokens are the vocabulary's,
 * and tensors live as long as their session. For one thread, from {@link #open} to {@link #close}.
 */
public final class TextModel implements Model {

    /** Texts in a batch, at most. */
    public static final int LARGEST_BATCH = 32;

    /** Tokens in a batch, at most, those that fill up included; more only where one text has more. A power of two. */
    public static final int MOST_TOKENS = 2_048;

    private final ModelFile file;
    private final TextContract contract;
    private final Graph.Checked checked;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, LongBuffer> inputs = new HashMap<>();
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
     *     others
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
            Trial.run(new TextTrial(model));
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

    /** How many texts of so many tokens a batch may have, at most. */
    public int largestBatch(int tokens) {
        return checked.limits().rowsOf(tokens);
    }

    /**
     * Runs texts as one batch.
     *
     * @param texts their tokens' numbers; from 1 to {@link #largestBatch} of the longest's tokens
     * @return for each the probabilities in the order of the model's classes, all NaN where it gives none
     * @throws IllegalArgumentException if there are too many or none, one has no tokens or more than the contract's longest,
     *     or a token is none of the vocabulary
     * @throws IllegalStateException if ONNX Runtime fails
     */
    public float[][] probabilities(List<long[]> texts) {
        float[][] results = results(texts);
        for (float[] result : results) {
            Probabilities.of(contract.output(), result);
        }
        return results;
    }

    /** What the graph gives for texts, as it is. */
    float[][] results(List<long[]> texts) {
        Extent batch = extent(texts);
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        fill(texts, batch);
        int classes = contract.classes().size();
        float[][] results = new float[texts.size()][classes];
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Signature.Port input : checked.signature().inputs()) {
                LongBuffer values =
                        Objects.requireNonNull(inputs.get(input.name())).slice(0, batch.rows() * batch.tokens());
                tensors.put(input.name(), OnnxTensor.createTensor(environment, values, input.dimensions(batch)));
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

    private Extent extent(List<long[]> texts) {
        int longest = 0;
        for (long[] text : texts) {
            longest = Math.max(longest, text.length);
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
        }
        if (texts.isEmpty() || texts.size() > largestBatch(longest)) {
            throw new IllegalArgumentException(
                    "texts " + texts.size() + ": must be from 1 to " + largestBatch(Math.max(1, longest)));
        }
        return checked.fit(new Extent(texts.size(), longest));
    }

    /** Rows that are too many, and places after a text's end, are of token 0 and masked; the first of a row never is. */
    private void fill(List<long[]> texts, Extent batch) {
        for (int row = 0; row < batch.rows(); row++) {
            long[] text = row < texts.size() ? texts.get(row) : new long[1];
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
