package ai.finai.models;

import ai.finai.models.features.Feature;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Runs a model that was just opened on a few made-up rows, alone and together: a file whose rows depend on each other, or
 * that fails when it runs, is found before it scores anything. It finds mistakes, such as a mean over the batch, and not
 * what was hidden on purpose.
 *
 * <p>Results must be equal to the bit: how postings are batched depends on the moment, and a score that is computed again,
 * after a failure or in a backtest, must be the one that was. Differences that may be rounding are told as such, because
 * what is to be done about them is another thing.
 */
final class Trial {

    private static final int ROWS = 33;

    /** So many rows in a batch: vectors of 4, 8 and 16 numbers end in the midst of one. */
    private static final int[] SIZES = {7, 9, 13, 17, 31, 33};

    /** How far rows are scaled down: a score that is 1 whatever happens shows nothing. */
    private static final int SCALES = 5;

    /** Up to this share of a result (or of 1, where it is smaller) a difference may be rounding: some hundred last digits. */
    private static final double ROUNDING = 1e-5;

    private final StepModel model;
    private final float[][] features = new float[ROWS][Feature.COUNT];
    private final float[][] states;

    /** By row: what it gave alone, the score's bits first, then the state's. */
    private final int[][] alone = new int[ROWS][];

    private double worst;
    private String difference = "";

    private Trial(StepModel model) {
        this.model = model;
        states = new float[ROWS][model.stateSize()];
        SplittableRandom random = new SplittableRandom(1);
        for (int r = 0; r < ROWS; r++) {
            float[] row = features[r];
            double scale = Math.scalb(1.0, -2 * (r % SCALES));
            for (Feature feature : Feature.all()) {
                double width = feature.highest() - feature.lowest();
                row[feature.ordinal()] = (float) (scale * (feature.lowest() + random.nextDouble() * width));
            }
        }
    }

    /** @throws InvalidModelException if it fails, or a row's result depends on the batch */
    static void run(StepModel model) throws InvalidModelException {
        try {
            new Trial(model).run();
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails when it runs: " + e.getMessage());
        }
    }

    private void run() throws InvalidModelException {
        for (int row = 0; row < ROWS; row++) {
            alone[row] = together(row)[0];
            if (row + 1 < ROWS && !model.state(0, states[row + 1], new float[model.stateSize()])) {
                states[row + 1] = states[row].clone();
            }
        }
        compare(0, 1, 2, 3, 4);
        compare(4, 2, 0);
        compare(3, 1);
        for (int size : SIZES) {
            compare(IntStream.range(ROWS - size, ROWS).toArray());
        }
        if (worst > ROUNDING) {
            throw new InvalidModelException(
                    difference + ": a row's result must not depend on other rows, nor on how many they are");
        }
        if (worst > 0) {
            throw new InvalidModelException(difference
                    + ": that looks like rounding, yet scores must be the same bit for bit however postings are batched."
                    + " Log and Softplus round otherwise at the end of a batch: leave them out (amounts, times and counts"
                    + " are logarithms already), or pad what they take; see Equal to the bit in src/docs/models.md");
        }
    }

    /** Keeps the largest difference that there is to the rows alone. */
    private void compare(int... rows) throws InvalidModelException {
        int[][] found = together(rows);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < found[i].length; k++) {
                int expected = alone[rows[i]][k];
                double size = found[i][k] == expected
                        ? 0
                        : size(Float.intBitsToFloat(expected), Float.intBitsToFloat(found[i][k]));
                if (size > worst) {
                    worst = size;
                    difference = (k == 0 ? "y" : "state_out") + " of a row is " + Float.intBitsToFloat(expected)
                            + " alone and " + Float.intBitsToFloat(found[i][k]) + " in a batch of " + rows.length;
                }
            }
        }
    }

    /**
     * Of two results whose bits differ. 0 and -0 differ, too; two that are not finite come to the same, and one beside one that
     * is has nothing to do with rounding.
     */
    private static double size(float one, float other) {
        if (!Float.isFinite(one) && !Float.isFinite(other)) {
            return 0;
        }
        double size = Math.abs((double) one - other) / Math.max(1, Math.abs((double) one));
        return Double.isFinite(size) ? Math.max(size, Float.MIN_VALUE) : Double.MAX_VALUE;
    }

    /** Runs rows as one batch. */
    private int[][] together(int... rows) throws InvalidModelException {
        for (int at = 0; at < rows.length; at++) {
            model.put(at, features[rows[at]], 0, states[rows[at]]);
        }
        model.spoilResults();
        model.run(rows.length);
        int[][] bits = new int[rows.length][];
        for (int at = 0; at < rows.length; at++) {
            bits[at] = model.bits(at);
            for (int value : bits[at]) {
                if (value == StepModel.UNWRITTEN) {
                    throw new InvalidModelException("it gives no result for row " + (at + 1) + " of " + rows.length);
                }
            }
        }
        return bits;
    }
}
