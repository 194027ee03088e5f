package ai.finai.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * True against false positives as the threshold falls. Its area is the chance that a positive scores above a negative,
 * ties counting half (Fawcett 2006). NaN ranks last.
 */
public final class RocCurve {

    private RocCurve() {}

    /**
     * A point of the curve.
     *
     * @param falsePositives share of the negatives at or above the threshold
     * @param truePositives share of the positives at or above the threshold
     */
    public record Point(double falsePositives, double truePositives) {}

    /** @return from 0 to 1; NaN where there is no positive or no negative */
    public static double area(float[] scores, boolean[] positives) {
        if (scores.length != positives.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + positives.length + " rows");
        }
        return area(Ranking.of(scores), positives);
    }

    static double area(Ranking ranking, boolean[] positives) {
        double area = 0;
        long hits = 0;
        long misses = 0;
        for (int group = 0; group < ranking.groups(); group++) {
            long hitsBefore = hits;
            long missesBefore = misses;
            for (int place = ranking.start(group); place < ranking.end(group); place++) {
                if (positives[ranking.row(place)]) {
                    hits++;
                } else {
                    misses++;
                }
            }
            area += (misses - missesBefore) * (hits + hitsBefore) / 2.0;
        }
        return area / ((double) hits * misses);
    }

    /** The curve from (0, 0) to (1, 1), about {@code most} points of it; empty where one of the classes is. */
    static List<Point> curve(Ranking ranking, boolean[] positives, int most) {
        long all = 0;
        for (boolean positive : positives) {
            all += positive ? 1 : 0;
        }
        long others = positives.length - all;
        List<Point> points = new ArrayList<>();
        if (all == 0 || others == 0) {
            return points;
        }
        Point last = new Point(0, 0);
        points.add(last);
        long hits = 0;
        for (int group = 0; group < ranking.groups(); group++) {
            for (int place = ranking.start(group); place < ranking.end(group); place++) {
                hits += positives[ranking.row(place)] ? 1 : 0;
            }
            Point point = new Point((double) (ranking.end(group) - hits) / others, (double) hits / all);
            double step = point.falsePositives - last.falsePositives + point.truePositives - last.truePositives;
            if (step >= 2.0 / most || group == ranking.groups() - 1) {
                points.add(point);
                last = point;
            }
        }
        return List.copyOf(points);
    }
}
