package ai.finai.models;

import ai.finai.models.onnx.PinnedSession;

/**
 * Runs a model that was just opened on a few made-up rows, alone and together: a file whose rows depend on each other, or
 * that fails when it runs, is found before it says anything of a real one. It finds mistakes, such as a mean over the batch,
 * and not what was hidden on purpose.
 */
final class Trial {

    /** How many made-up rows there are. */
    static final int ROWS = 5;

    /** A model, and rows to try it on. */
    interface Tried {

        /**
         * Runs rows as one batch.
         *
         * @return by row the bits of its results, with those of {@link PinnedSession#isUnwritten} where there are none
         */
        int[][] together(int... rows);

        /** Is told that a row was run alone: the next one may be made of what it gave. */
        default void ranAlone(int row) {}

        /**
         * By how much a result may differ with the batch, in units of its size where it is above 1: 0 for not by one bit,
         * which recurrent networks keep. Sums over a text's tokens are taken in another order where there is one text.
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
    private final int[][] alone = new int[ROWS][];

    private Trial(Tried tried) {
        this.tried = tried;
    }

    /** @throws InvalidModelException if it fails, or a row's result depends on the batch */
    static void run(Tried tried) throws InvalidModelException {
        try {
            new Trial(tried).run();
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails when it runs: " + e.getMessage());
        }
    }

    private void run() throws InvalidModelException {
        for (int row = 0; row < ROWS; row++) {
            alone[row] = together(row)[0];
            tried.ranAlone(row);
        }
        compare(0, 1, 2, 3, 4);
        compare(4, 2, 0);
        compare(3, 1);
    }

    private void compare(int... rows) throws InvalidModelException {
        int[][] found = together(rows);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < found[i].length; k++) {
                int expected = alone[rows[i]][k];
                if (!same(found[i][k], expected)) {
                    throw new InvalidModelException(tried.output(k) + " of a row is " + Float.intBitsToFloat(expected)
                            + " alone and " + Float.intBitsToFloat(found[i][k]) + " in a batch of " + rows.length
                            + ": a row's result must not depend on other rows, nor on how many they are");
                }
            }
        }
    }

    private boolean same(int found, int expected) {
        float number = Float.intBitsToFloat(expected);
        double distance = Math.abs((double) Float.intBitsToFloat(found) - number);
        return found == expected || distance <= tried.tolerance() * Math.max(1, Math.abs(number));
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
