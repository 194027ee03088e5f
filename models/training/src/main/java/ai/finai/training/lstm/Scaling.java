package ai.finai.training.lstm;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.List;

/**
 * What the network sees of a posting's features: each brought to mean 0 and deviation 1, at most 8 from the mean; and where
 * laundering becomes more or less frequent along a feature, how far each stretch between two such places is passed, from 0
 * to 1. A network draws a sharp limit such as "9,000 to 10,000 in cash" slowly from the first and at once from the second.
 * Source of the latter: Gorishniy et al., On Embeddings for Numerical Features in Tabular Deep Learning (2022).
 *
 * <p>Input i is {@code (feature - offset) * factor}, between {@code low} and {@code high}: in float32 here and in the
 * exported graph, so that both give the same bits.
 */
final class Scaling {

    /** A feature that hardly varies in the training data is not blown up where it does. */
    private static final double LEAST_DEVIATION = 1e-3;

    private static final float FARTHEST = 8;

    private final int[] columns;
    private final int[] sources;
    private final float[] offsets;
    private final float[] factors;
    private final float[] lows;
    private final float[] highs;

    private Scaling(int[] columns, int inputs) {
        this.columns = columns;
        sources = new int[inputs];
        offsets = new float[inputs];
        factors = new float[inputs];
        lows = new float[inputs];
        highs = new float[inputs];
    }

    /** @param rows of the data from 0 that count: the training part alone */
    static Scaling of(LabelledPostings data, List<Feature> features, int rows) {
        boolean[] laundering = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            laundering[row] = data.laundering(row);
        }
        int width = features.size();
        int[] columns = new int[width];
        float[][] cuts = new float[width][];
        double[] means = new double[width];
        double[] deviations = new double[width];
        int inputs = width;
        float[] column = new float[rows];
        for (int i = 0; i < width; i++) {
            columns[i] = features.get(i).ordinal();
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                column[row] = data.features()[row * Feature.COUNT + columns[i]];
                sum += column[row];
            }
            means[i] = sum / rows;
            double squares = 0;
            for (float value : column) {
                squares += (value - means[i]) * (value - means[i]);
            }
            deviations[i] = Math.sqrt(squares / rows);
            cuts[i] = Cuts.of(column, laundering);
            inputs += stretches(cuts[i]);
        }
        Scaling scaling = new Scaling(columns, inputs);
        int at = 0;
        for (int i = 0; i < width; i++) {
            scaling.set(
                    at++, i, means[i], deviations[i] < LEAST_DEVIATION ? 1 : 1 / deviations[i], -FARTHEST, FARTHEST);
        }
        for (int i = 0; i < width; i++) {
            for (int k = 0; k < stretches(cuts[i]); k++) {
                scaling.set(at++, i, cuts[i][k], 1 / ((double) cuts[i][k + 1] - cuts[i][k]), 0, 1);
            }
        }
        return scaling;
    }

    /** None where one stretch would be the whole range: that is the feature itself. */
    private static int stretches(float[] cuts) {
        int stretches = cuts.length - 1;
        return stretches < 2 ? 0 : stretches;
    }

    private void set(int input, int source, double offset, double factor, float low, float high) {
        sources[input] = source;
        offsets[input] = (float) offset;
        factors[input] = (float) factor;
        lows[input] = low;
        highs[input] = high;
    }

    /** How many inputs the network has. */
    int width() {
        return sources.length;
    }

    /** How many features the model takes. */
    int features() {
        return columns.length;
    }

    /** Of each input, the feature that it is of: its place among those taken. Not to be changed. */
    int[] sources() {
        return sources;
    }

    /** Of each input. Not to be changed. */
    float[] offsets() {
        return offsets;
    }

    /** Of each input. Not to be changed. */
    float[] factors() {
        return factors;
    }

    /** Of each input. Not to be changed. */
    float[] lows() {
        return lows;
    }

    /** Of each input. Not to be changed. */
    float[] highs() {
        return highs;
    }

    /**
     * Sets a row's inputs.
     *
     * @param all every row's features, {@link Feature#COUNT} a row
     * @param out gets {@link #width} values from {@code at} on
     */
    void apply(float[] all, int row, float[] out, int at) {
        int offset = row * Feature.COUNT;
        for (int i = 0; i < sources.length; i++) {
            float scaled = (all[offset + columns[sources[i]]] - offsets[i]) * factors[i];
            out[at + i] = Math.min(Math.max(scaled, lows[i]), highs[i]);
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
