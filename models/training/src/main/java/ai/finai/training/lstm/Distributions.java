package ai.finai.training.lstm;

import ai.finai.models.Reference;
import ai.finai.models.Reference.Distribution;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Histograms that drift is measured against: bins of about a tenth of the rows each, or one for each value where there are
 * few. A value that many rows have is never split, so a bin can hold more.
 */
final class Distributions {

    private static final int BINS = 10;

    private Distributions() {}

    /**
     * @param rows of the data from 0 whose features count
     * @param scores of the model
     */
    static Reference of(LabelledPostings data, List<Feature> features, int rows, float[] scores) {
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        float[] column = new float[rows];
        for (Feature feature : features) {
            for (int row = 0; row < rows; row++) {
                column[row] = data.features()[row * Feature.COUNT + feature.ordinal()];
            }
            distributions.put(feature.title(), of(column));
        }
        return new Reference(distributions, of(scores));
    }

    static Distribution of(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int distinct = 1;
        double sum = sorted[0];
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
            sum += sorted[i];
        }
        double full = distinct <= BINS ? 1 : (double) sorted.length / BINS;
        List<Double> edges = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1] && i - begin >= full) {
                edges.add((double) sorted[i]);
                shares.add((double) (i - begin) / sorted.length);
                begin = i;
            }
        }
        shares.add((double) (sorted.length - begin) / sorted.length);
        return new Distribution(sum / sorted.length, edges, shares);
    }
}
