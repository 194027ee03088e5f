package ai.finai.models;

import ai.finai.models.contract.StepContract;
import ai.finai.models.onnx.PinnedSession;
import java.nio.FloatBuffer;
import java.util.List;

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
public final class StepModel implements Model {

    /** Rows in a batch, at most: more of them do not make a row cheaper. */
    public static final int LARGEST_BATCH = 256;

    private final ModelFile file;
    private final StepContract contract;
    private final PinnedSession session;
    private final int featureCount;
    private final int stateSize;
    private final int[] columns;
    private final boolean allColumns;
    private final float[] row;
    private final FloatBuffer features;
    private final FloatBuffer states;
    private final FloatBuffer scores;
    private final FloatBuffer statesAfter;

    private StepModel(ModelFile file, StepContract contract, PinnedSession session) {
        this.file = file;
        this.contract = contract;
        this.session = session;
        featureCount = contract.features().size();
        stateSize = contract.stateSize();
        columns = new int[featureCount];
        boolean inOrder = true;
        for (int i = 0; i < featureCount; i++) {
            columns[i] = contract.features().get(i).ordinal();
            inOrder &= columns[i] == i;
        }
        allColumns = inOrder;
        row = new float[featureCount];
        features = session.buffer("x");
        states = session.buffer("state");
        scores = session.buffer("y");
        statesAfter = session.buffer("state_out");
    }

    /**
     * Opens a session and tries it on a few rows. It holds native memory until it is closed.
     *
     * @throws InvalidModelException if it is of another kind, ONNX Runtime refuses the file, or a row's result depends on
     *     other rows
     */
    public static StepModel open(ModelFile file) throws InvalidModelException {
        StepContract contract = file.step();
        PinnedSession session = PinnedSession.open(file.checked());
        try {
            StepModel model = new StepModel(file, contract, session);
            Trial.run(new StepTrial(model));
            return model;
        } catch (InvalidModelException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public ModelFile file() {
        return file;
    }

    @Override
    public StepContract contract() {
        return contract;
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
        if (!Finite.all(row)) {
            return false;
        }
        features.put(at * featureCount, row, 0, featureCount);
        states.put(at * stateSize, state, 0, stateSize);
        return true;
    }

    /**
     * Runs the rows that were set.
     *
     * @param rows from 1 to {@link #LARGEST_BATCH}
     * @throws IllegalStateException if ONNX Runtime fails, which it does for no row that {@link #put} took
     */
    public void run(int rows) {
        try {
            session.run(rows);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "model " + contract.name() + ' ' + contract.version() + " failed: " + e.getMessage(), e);
        }
    }

    void spoilResults() {
        session.spoilResults();
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
        if (!Finite.all(scratch)) {
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
    @Override
    public void verify(GoldenVectors golden) throws InvalidModelException {
        if (!(golden instanceof GoldenVectors.Steps steps)) {
            throw new InvalidModelException("golden vectors: a step model needs sequences and scores");
        }
        for (int i = 0; i < steps.sequences().size(); i++) {
            List<float[]> rows = steps.sequences().get(i);
            float[] found = scores(rows);
            for (int k = 0; k < found.length; k++) {
                float expected = steps.scores().get(i)[k];
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
            if (!Finite.all(values)) {
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
        session.close();
    }
}
