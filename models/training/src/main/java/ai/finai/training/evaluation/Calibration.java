package ai.finai.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether scores are probabilities: of the postings that score 0.3, are 30 % laundering?
 *
 * @param bins ten of equal width, from 0 to 1
 * @param expectedError distance between mean score and observed share, averaged over the postings (expected calibration
 *     error; Guo et al. 2017)
 * @param brier mean squared distance between score and label (Brier 1950); NaN where nothing has a score
 * @param unscored rows without a score; they are left out
 */
public record Calibration(List<Bin> bins, double expectedError, double brier, int unscored) {

    private static final int BINS = 10;

    /**
     * @param from lower bound of the scores
     * @param rows how many there are
     * @param meanScore NaN where there are none
     * @param observed share of positives; NaN where there are none
     */
    public record Bin(double from, int rows, double meanScore, double observed) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** @param scores each from 0 to 1, or NaN */
    static Calibration of(float[] scores, boolean[] positives) {
        int[] rows = new int[BINS];
        int[] hits = new int[BINS];
        double[] sums = new double[BINS];
        double squares = 0;
        int scored = 0;
        for (int row = 0; row < scores.length; row++) {
            float score = scores[row];
            if (Float.isNaN(score)) {
                continue;
            }
            int bin = Math.max(0, Math.min(BINS - 1, (int) (score * BINS)));
            rows[bin]++;
            hits[bin] += positives[row] ? 1 : 0;
            sums[bin] += score;
            double miss = score - (positives[row] ? 1 : 0);
            squares += miss * miss;
            scored++;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin((double) bin / BINS, rows[bin], sums[bin] / rows[bin], (double) hits[bin] / rows[bin]));
            error += Math.abs(sums[bin] - hits[bin]);
        }
        return new Calibration(bins, error / scored, squares / scored, scores.length - scored);
    }
}
