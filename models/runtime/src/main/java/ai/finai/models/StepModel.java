package ai.finai.models;

import ai.finai.models.onnx.Ort;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step model ready to run: takes a batch of rows, one a posting, with their accounts' states, and gives scores and the
 * states after them. A row's result does not depend on the others in its batch, nor on how many they are: bit for bit on
 * one machine; other CPU types may differ in the last digits.
 *
 * <pre>{@code
 * model.put(0, features, 0, state);   // for each row
 * model.run(rows);
 * model.score(0); model.state(0, state);
 * }</pre>
 *
 * <p>What would end the JVM cannot happen: a batch has at least one row and tensors live as long as their session. What
 * would give a number that means nothing is told: {@link #put} refuses rows that are not finite, {@link #score} is NaN
 * where a result is not. For one thread, from {@link #open} to {@link #close}.
 */
public final class StepModel implements AutoCloseable {

    /** Rows in a batch, at most: more of them do not make a row cheaper. */
    public static final int LARGEST_BATCH = 256;

    /** Bits of a result that was not written: a NaN that no computation gives. */
    static final int UNWRITTEN = 0x7FC0F1A1;

    private static final Set<String> ALL_PINNED = Set.of();

    private final ModelFile file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int featureCount;
    private final int stateSize;
    private final boolean everySize;
    private final int[] columns;
    private final boolean allColumns;
    private final float[] row;
    private final FloatBuffer features;
    private final FloatBuffer states;
    private final FloatBuffer scores;
    private final FloatBuffer statesAfter;

    /** By rows less one, made when first needed. */
    private final @Nullable Batch[] batches = new @Nullable Batch[LARGEST_BATCH];

    private boolean closed;

    private record Batch(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private StepModel(ModelFile file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        ModelContract contract = file.contract();
        featureCount = contract.features().size();
        stateSize = contract.stateSize();
        everySize = file.checked().everySize();
        columns = new int[featureCount];
        boolean inOrder = true;
        for (int i = 0; i < featureCount; i++) {
            columns[i] = contract.features().get(i).ordinal();
            inOrder &= columns[i] == i;
        }
        allColumns = inOrder;
        row = new float[featureCount];
        features = direct(LARGEST_BATCH * featureCount);
        states = direct(LARGEST_BATCH * stateSize);
        scores = direct(LARGEST_BATCH);
        statesAfter = direct(LARGEST_BATCH * stateSize);
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Opens a session and tries it on a few rows. It holds native memory until it is closed.
     *
     * @throws InvalidModelException if ONNX Runtime refuses the file, or a row's result depends on other rows
     */
    public static StepModel open(ModelFile file) throws InvalidModelException {
        OrtEnvironment environment = Ort.environment();
        StepModel model;
        try (OrtSession.SessionOptions options = Ort.options()) {
            model = new StepModel(
                    file, environment, environment.createSession(file.checked().file(), options));
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime refuses it: " + Ort.firstLine(e));
        }
        try {
            Trial.run(model);
            return model;
        } catch (InvalidModelException e) {
            model.close();
            throw e;
        }
    }

    public ModelFile file() {
        return file;
    }

    public ModelContract contract() {
        return file.contract();
    }

    /** How many floats a state row has. A new account's are all 0. */
    public int stateSize() {
        return stateSize;
    }

    /**
     * Sets a row of the next batch.
     *
     * @param at the row's place, from 0 to {@link #LARGEST_BATCH} - 1
     * @param all every feature of the posting, in the order of {@link ai.finai.models.features.Feature}
     * @param offset where they begin
     * @param state the account's state row
     * @return false if a feature that the model takes is NaN or infinite: the row is not set and must not be run
     */
    public boolean put(int at, float[] all, int offset, float[] state) {
        if (allColumns) {
            System.arraycopy(all, offset, row, 0, featureCount);
        } else {
            for (int i = 0; i < featureCount; i++) {
                row[i] = all[offset + columns[i]];
            }
        }
        if (!finite(row)) {
            return false;
        }
        features.put(at * featureCount, row, 0, featureCount);
        states.put(at * stateSize, state, 0, stateSize);
        return true;
    }

    private static boolean finite(float[] values) {
        int largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & 0x7FFFFFFF);
        }
        return largest < 0x7F800000;
    }

    /**
     * Runs the rows that were set.
     *
     * @param rows from 1 to {@link #LARGEST_BATCH}
     * @throws IllegalStateException if ONNX Runtime fails, which it does for no row that {@link #put} took
     */
    public void run(int rows) {
        if (rows < 1 || rows > LARGEST_BATCH) {
            throw new IllegalArgumentException("rows " + rows + ": must be from 1 to " + LARGEST_BATCH);
        }
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        try {
            int size = everySize ? rows : powerOfTwo(rows);
            Batch batch = batches[size - 1];
            if (batch == null) {
                batch = batch(size);
                batches[size - 1] = batch;
            }
            session.run(batch.inputs, ALL_PINNED, batch.outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model " + contract().name() + ' ' + contract().version() + " failed: " + Ort.firstLine(e), e);
        }
    }

    /** Not below {@code rows}: what lies in the rows that are too many was put there before, and its results are not taken. */
    private static int powerOfTwo(int rows) {
        return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
    }

    private Batch batch(int rows) throws OrtException {
        return new Batch(
                Map.of("x", tensor(features, rows, featureCount), "state", tensor(states, rows, stateSize)),
                Map.of("y", tensor(scores, rows, 1), "state_out", tensor(statesAfter, rows, stateSize)));
    }

    private OnnxTensor tensor(FloatBuffer buffer, int rows, int width) throws OrtException {
        return OnnxTensor.createTensor(environment, buffer.slice(0, rows * width), new long[] {rows, width});
    }

    /** Fills the results of all rows with {@link #UNWRITTEN}. */
    void spoilResults() {
        float unwritten = Float.intBitsToFloat(UNWRITTEN);
        for (int i = 0; i < scores.capacity(); i++) {
            scores.put(i, unwritten);
        }
        for (int i = 0; i < statesAfter.capacity(); i++) {
            statesAfter.put(i, unwritten);
        }
    }

    /** The score and then the state of a row that was run, bit for bit. */
    int[] bits(int at) {
        int[] bits = new int[1 + stateSize];
        bits[0] = Float.floatToRawIntBits(scores.get(at));
        for (int i = 0; i < stateSize; i++) {
            bits[1 + i] = Float.floatToRawIntBits(statesAfter.get(at * stateSize + i));
        }
        return bits;
    }

    /** The score of a row that was run; NaN if it is not from 0 to 1. */
    public float score(int at) {
        float score = scores.get(at);
        return score >= 0 && score <= 1 ? score : Float.NaN;
    }

    /**
     * Takes the state after a row that was run.
     *
     * @return false if it is not finite: {@code into} is left as it is
     */
    public boolean state(int at, float[] into, float[] scratch) {
        statesAfter.get(at * stateSize, scratch, 0, stateSize);
        if (!finite(scratch)) {
            return false;
        }
        System.arraycopy(scratch, 0, into, 0, stateSize);
        return true;
    }

    /**
     * Runs the manifest's rows and compares the scores.
     *
     * @throws InvalidModelException if one differs by more than {@link GoldenVectors#TOLERANCE}
     */
    public void verify(GoldenVectors golden) throws InvalidModelException {
        for (int i = 0; i < golden.sequences().size(); i++) {
            List<float[]> rows = golden.sequences().get(i);
            float[] found = scores(rows);
            for (int k = 0; k < found.length; k++) {
                float expected = golden.scores().get(i)[k];
                if (!(Math.abs(found[k] - expected) <= GoldenVectors.TOLERANCE)) {
                    throw new InvalidModelException("golden vectors: sequence " + i + ", row " + k + " gives "
                            + found[k] + ", expected " + expected);
                }
            }
        }
    }

    /**
     * Steps through one account's rows, from a state of zeros.
     *
     * @param rows each in the order of the model's features
     * @return the score after each, NaN where there is none
     * @throws InvalidModelException if a row has another width
     */
    public float[] scores(List<float[]> rows) throws InvalidModelException {
        float[] state = new float[stateSize];
        float[] scratch = new float[stateSize];
        float[] found = new float[rows.size()];
        for (int k = 0; k < found.length; k++) {
            float[] values = rows.get(k);
            if (values.length != featureCount) {
                throw new InvalidModelException(
                        "row " + k + " has " + values.length + " features, the model takes " + featureCount);
            }
            if (!finite(values)) {
                found[k] = Float.NaN;
                continue;
            }
            features.put(0, values, 0, featureCount);
            states.put(0, state, 0, stateSize);
            run(1);
            found[k] = state(0, state, scratch) ? score(0) : Float.NaN;
        }
        return found;
    }

    /** Frees the native memory. Must not run at the same time as {@link #run}. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Batch batch : batches) {
            if (batch != null) {
                batch.inputs.values().forEach(OnnxTensor::close);
                batch.outputs.values().forEach(OnnxTensor::close);
            }
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session does not close: " + Ort.firstLine(e), e);
        }
    }
}
