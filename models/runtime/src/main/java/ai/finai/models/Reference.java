package ai.finai.models;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How features and score were distributed in the data that a model was trained on: what drift is measured against, and
 * what an explanation puts in a feature's place.
 *
 * @param features by title
 * @param score of the model itself; null if it does not say
 */
public record Reference(
        Map<String, Distribution> features, @Nullable Distribution score) {

    public static final Reference NONE = new Reference(Map.of(), null);

    public Reference {
        features = Map.copyOf(new TreeMap<>(features));
    }

    /**
     * A distribution as a histogram.
     *
     * @param mean of the values
     * @param edges between the bins, ascending; bin i holds what is at or above edge i - 1 and below edge i
     * @param shares of the bins, one more than there are edges; they add up to 1
     */
    public record Distribution(double mean, List<Double> edges, List<Double> shares) {

        public Distribution {
            edges = List.copyOf(edges);
            shares = List.copyOf(shares);
            if (shares.size() != edges.size() + 1) {
                throw new IllegalArgumentException(
                        shares.size() + " shares for " + edges.size() + " edges; there must be one more");
            }
            double sum = 0;
            for (double share : shares) {
                if (!(share >= 0)) {
                    throw new IllegalArgumentException("share " + share + " is negative");
                }
                sum += share;
            }
            if (!(Math.abs(sum - 1) < 1e-3)) {
                throw new IllegalArgumentException("shares add up to " + sum + "; they must to 1");
            }
            for (double edge : edges) {
                if (!Double.isFinite(edge)) {
                    throw new IllegalArgumentException("edge " + edge + " is not finite");
                }
            }
            for (int i = 1; i < edges.size(); i++) {
                if (!(edges.get(i) > edges.get(i - 1))) {
                    throw new IllegalArgumentException(
                            "edges do not ascend: " + edges.get(i - 1) + ", " + edges.get(i));
                }
            }
            if (!Double.isFinite(mean)) {
                throw new IllegalArgumentException("mean " + mean + " is not finite");
            }
        }
    }
}
