package ai.finai.models;

import ai.finai.models.features.Feature;
import java.util.SplittableRandom;

/** Postings of one account, made up. */
final class StepTrial implements Trial.Tried {

    private final StepModel model;
    private final float[][] features = new float[Trial.ROWS][Feature.COUNT];
    private final float[][] states;

    StepTrial(StepModel model) {
        this.model = model;
        states = new float[Trial.ROWS][model.stateSize()];
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

    @Override
    public int[][] together(int... rows) {
        for (int at = 0; at < rows.length; at++) {
            model.put(at, features[rows[at]], 0, states[rows[at]]);
        }
        model.spoilResults();
        model.run(rows.length);
        int[][] bits = new int[rows.length][];
        for (int at = 0; at < rows.length; at++) {
            bits[at] = model.bits(at);
        }
        return bits;
    }

    @Override
    public void ranAlone(int row) {
        if (row + 1 < Trial.ROWS && !model.state(0, states[row + 1], new float[model.stateSize()])) {
            states[row + 1] = states[row].clone();
        }
    }

    @Override
    public String output(int result) {
        return result == 0 ? "y" : "state_out";
    }
}
