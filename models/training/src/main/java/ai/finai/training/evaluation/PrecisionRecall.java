package ai.finai.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision and recall as the threshold falls. The area under the curve is the average precision, the sum of precision
 * times the step in recall (Davis and Goadrich 2006; Saito and Rehmsmeier 2015 say why it tells more than ROC where
 * positives are rare). Equal scores are passed together, so an order among them gains nothing; NaN ranks last. A detector
 * that guesses has an area of about the share of positives.
 */
public final class PrecisionRecall {

    private PrecisionRecall() {}

    /**
     * A point of the curve.
     *
     * @param recall share of the positives at or above the threshold
     * @param precision share of positives among what is at or above the threshold
     */
    public record Point(double recall, double precision) {}

    /**
     * @param scores one a row, higher is more suspicious
     * @param positives of the same length
     * @return from 0 to 1; NaN where there is no positive
     */
    public static double area(float[] scores, boolean[] positives) {
        if (scores.length != positives.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + positives.length + " rows");
        }
        return area(Ranking.of(scores), positives);
    }

    static double area(Ranking ranking, boolean[] positives) {
        double area = 0;
        long found = 0;
        for (int group = 0; group < ranking.groups(); group++) {
            int step = positives(ranking, group, positives);
            found += step;
            area += step * (double) found / ranking.end(group);
        }
        return area / found;
    }

    private static int positives(Ranking ranking, int group, boolean[] positives) {
        int count = 0;
        for (int place = ranking.start(group); place < ranking.end(group); place++) {
            count += positives[ranking.row(place)] ? 1 : 0;
        }
        return count;
    }

    /** The curve in ascending recall, at most about {@code most} points of it; empty where there is no positive. */
    static List<Point> curve(Ranking ranking, boolean[] positives, int most) {
        int all = 0;
        for (boolean positive : positives) {
            all += positive ? 1 : 0;
        }
        List<Point> points = new ArrayList<>();
        long found = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (int group = 0; group < ranking.groups() && found < all; group++) {
            int step = positives(ranking, group, positives);
            found += step;
            double recall = (double) found / all;
            boolean drawn = points.isEmpty() || found == all || recall - last >= 1.0 / most;
            if (drawn && step > 0 || points.isEmpty()) {
                points.add(new Point(recall, (double) found / ranking.end(group)));
                last = recall;
            }
        }
        return List.copyOf(points);
    }
}
