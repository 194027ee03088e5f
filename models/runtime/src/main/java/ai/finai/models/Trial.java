package ai.finai.models;

import ai.finai.models.features.Feature;
import java.util.SplittableRandom;

/**
 * Runs a model that was just opened on a few made-up rows, alone and together: a file whose rows depend on each other, or
 * that fails when it runs, is found before it scores anything. It finds mistakes, such as a mean over the batch, and not
 * what was hidden on purpose.
 */
final class Trial {

    private static final int ROWS = 5;

    private final StepModel model;
    private final float[][] features = new float[ROWS][Feature.COUNT];
    private final float[][] states;

    /** By row: what it gave alone, the score's bits first, then the state's. */
    private final int[][] alone = new int[ROWS][];

    private Trial(StepModel model) {
        this.model = model;
        states = new float[ROWS][model.stateSize()];
        SplittableRandom random = new SplittableRandom(1);
        double scale = 1; // Less with each row: a score that is 1 whatever happens shows nothing.
        for (float[] row : features) {
            for (Feature feature : Feature.all()) {
                double width = feature.highest() - feature.lowest();
                row[feature.ordinal()] = (float) (scale * (feature.lowest() + random.nextDouble() * width));
            }
            scale /= 4;
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
    }

    private void compare(int... rows) throws InvalidModelException {
        int[][] found = together(rows);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < found[i].length; k++) {
                int expected = alone[rows[i]][k];
                if (found[i][k] != expected) {
                    throw new InvalidModelException((k == 0 ? "y" : "state_out") + " of a row is "
                            + Float.intBitsToFloat(expected) + " alone and " + Float.intBitsToFloat(found[i][k])
                            + " in a batch of " + rows.length
                            + ": a row's result must not depend on other rows, nor on how many they are");
                }
            }
        }
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
