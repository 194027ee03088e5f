package ai.finai.training.lstm;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.List;

/**
 * Brings features to mean 0 and deviation 1: {@code (x - mean) * factor}, in float32 here and in the exported graph, so
 * that both give the same bits.
 */
final class Scaling {

    /** A feature that hardly varies in the training data is not blown up where it does. */
    private static final double LEAST_DEVIATION = 1e-3;

    private final int[] columns;
    private final float[] means;
    private final float[] factors;

    private Scaling(int[] columns, float[] means, float[] factors) {
        this.columns = columns;
        this.means = means;
        this.factors = factors;
    }

    /** @param rows of the data from 0 that count: the training part alone */
    static Scaling of(LabelledPostings data, List<Feature> features, int rows) {
        int width = features.size();
        int[] columns = new int[width];
        float[] means = new float[width];
        float[] factors = new float[width];
        for (int i = 0; i < width; i++) {
            columns[i] = features.get(i).ordinal();
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += data.features()[row * Feature.COUNT + columns[i]];
            }
            double mean = sum / rows;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double difference = data.features()[row * Feature.COUNT + columns[i]] - mean;
                squares += difference * difference;
            }
            double deviation = Math.sqrt(squares / rows);
            means[i] = (float) mean;
            factors[i] = deviation < LEAST_DEVIATION ? 1 : (float) (1 / deviation);
        }
        return new Scaling(columns, means, factors);
    }

    /** How many features are taken. */
    int width() {
        return columns.length;
    }

    /** Of each feature taken. Not to be changed. */
    float[] means() {
        return means;
    }

    /** One over the deviation, of each feature taken. Not to be changed. */
    float[] factors() {
        return factors;
    }

    /**
     * Scales a row.
     *
     * @param all every row's features, {@link Feature#COUNT} a row
     * @param out gets {@link #width} values from {@code at} on
     */
    void apply(float[] all, int row, float[] out, int at) {
        int offset = row * Feature.COUNT;
        for (int i = 0; i < columns.length; i++) {
            out[at + i] = (all[offset + columns[i]] - means[i]) * factors[i];
        }
    }

    /** A row as the exported model takes it: the features chosen, in order, not scaled. */
    float[] unscaled(float[] all, int row) {
        float[] chosen = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            chosen[i] = all[row * Feature.COUNT + columns[i]];
        }
        return chosen;
    }
}
