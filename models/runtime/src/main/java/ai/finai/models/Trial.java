package ai.finai.models;

import ai.finai.models.onnx.PinnedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a model that was just opened on a few made-up rows, alone and together: a file whose rows depend on each other, or
 * that fails when it runs, is found before it says anything of a real one. It finds mistakes, such as a mean over the batch,
 * and not what was hidden on purpose.
 *
 * <p>Results of recurrent models must be equal to the bit: how rows are batched depends on the moment, and a score that is
 * computed again, after a failure or in a backtest, must be the one that was. Differences that may be rounding are told as
 * such, because what is to be done about them is another thing.
 */
final class Trial {

    /** How many made-up rows there are, unless batches are smaller. */
    static final int ROWS = 33;

    /** So many rows in a batch: vectors of 4, 8 and 16 numbers end in the midst of one. */
    private static final int[] SIZES = {7, 9, 13, 17, 31, 33};

    /** Up to this share of a result (or of 1, where it is smaller) a difference may be rounding: some hundred last digits. */
    private static final double ROUNDING = 1e-5;

    /** A model, and rows to try it on. */
    interface Tried {

        /**
         * Runs rows as one batch.
         *
         * @return by row the bits of its results, with those of {@link PinnedSession#isUnwritten} where there are none
         */
        int[][] together(int... rows);

        /** How many rows there are to try it on. */
        default int rows() {
            return ROWS;
        }

        /** The batches whose rows are held against the same alone. */
        default List<int[]> batches() {
            List<int[]> batches =
                    new ArrayList<>(List.of(new int[] {0, 1, 2, 3, 4}, new int[] {4, 2, 0}, new int[] {3, 1}));
            for (int size : SIZES) {
                if (size <= rows()) {
                    batches.add(IntStream.range(rows() - size, rows()).toArray());
                }
            }
            return batches;
        }

        /** Is told that a row was run alone: the next one may be made of what it gave. */
        default void ranAlone(int row) {}

        /**
         * By how much a result may differ with the batch, in units of its size where it is above 1: 0 for not by one bit,
         * which recurrent networks keep. More where rows can be run alone.
         */
        default double tolerance() {
            return 0;
        }

        /** The output that a result is part of. */
        default String output(int result) {
            return "y";
        }
    }

    private final Tried tried;

    /** By row: what it gave alone. */
    private final int[][] alone;

    private double worst;
    private String difference = "";

    private Trial(Tried tried) {
        this.tried = tried;
        this.alone = new int[tried.rows()][];
    }

    /**
     * Runs it.
     *
     * @return the largest difference that is tolerated, in words; empty if there is none
     * @throws InvalidModelException if it fails, or a row's result depends on the batch by more than is tolerated
     */
    static String run(Tried tried) throws InvalidModelException {
        try {
            return new Trial(tried).run();
        } catch (RuntimeException e) { // whatever it is: the rows are good, so it is the model's fault
            throw new InvalidModelException("it fails when it runs: " + e.getMessage());
        }
    }

    private String run() throws InvalidModelException {
        for (int row = 0; row < alone.length; row++) {
            alone[row] = together(row)[0];
            tried.ranAlone(row);
        }
        for (int[] batch : tried.batches()) {
            compare(batch);
        }
        if (worst > Math.max(ROUNDING, tried.tolerance())) {
            throw new InvalidModelException(
                    difference + ": a row's result must not depend on other rows, nor on how many they are");
        }
        if (worst > tried.tolerance()) {
            throw new InvalidModelException(difference
                    + ": that looks like rounding, yet scores must be the same bit for bit however rows are batched."
                    + " Log and Softplus round otherwise at the end of a batch: leave them out (amounts, times and counts"
                    + " are logarithms already), or pad what they take; see Equal to the bit in src/docs/models.md");
        }
        return difference;
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
                    difference = tried.output(k) + " of a row is " + Float.intBitsToFloat(expected) + " alone and "
                            + Float.intBitsToFloat(found[i][k]) + " in a batch of " + rows.length;
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

    private int[][] together(int... rows) throws InvalidModelException {
        int[][] bits = tried.together(rows);
        for (int at = 0; at < rows.length; at++) {
            for (int value : bits[at]) {
                if (PinnedSession.isUnwritten(value)) {
                    throw new InvalidModelException("it gives no result for row " + (at + 1) + " of " + rows.length);
                }
            }
        }
        return bits;
    }
}
