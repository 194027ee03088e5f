package ai.finai.training.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well one {@link Detector} did on the test part. What cannot be known is NaN.
 *
 * @param name of the detector
 * @param description of the detector
 * @param hindsight whether it knows what came later: it cannot be acted on
 * @param area under the precision-recall curve
 * @param interval of that area, accounts drawn anew
 * @param difference of its area to that of the first detector, interval of the same draws; null for the first
 * @param roc area under the ROC curve
 * @param unscored rows without a score
 * @param alerted what is found where only a share of the postings can be alerted
 * @param atThreshold what is found from its own threshold on; null if it names none
 * @param typologies recall of each kind of laundering where 0.5 % of the postings are alerted
 * @param weeks one a week of the test part
 * @param calibration null where scores claim no probability
 * @param binary whether it says yes or no only: it has a point, not a curve
 * @param precisionRecall for drawing; ascending recall
 * @param rocCurve for drawing
 */
public record Detection(
        String name,
        String description,
        boolean hindsight,
        double area,
        Interval interval,
        @Nullable Interval difference,
        double roc,
        int unscored,
        List<Alerted> alerted,
        @Nullable AtThreshold atThreshold,
        List<TypologyRecall> typologies,
        List<Week> weeks,
        @Nullable Calibration calibration,
        boolean binary,
        List<PrecisionRecall.Point> precisionRecall,
        List<RocCurve.Point> rocCurve) {

    /**
     * @param share of the postings that can be alerted
     * @param alerts postings that are alerted
     * @param recall share of the laundering postings among them
     * @param precision share of laundering among what is alerted
     */
    public record Alerted(double share, double alerts, double recall, double precision) {}

    /**
     * Of every posting that reaches the threshold. A job alerts on the first of them, and then not again for a while.
     *
     * @param threshold from 0 to 1
     * @param alerted postings that score at or above it
     * @param recall share of the laundering postings among them
     * @param precision share of laundering among them; NaN where there are none
     */
    public record AtThreshold(double threshold, int alerted, double recall, double precision) {

        static AtThreshold of(double threshold, float[] scores, boolean[] positives) {
            int alerted = 0;
            int found = 0;
            int all = 0;
            for (int row = 0; row < scores.length; row++) {
                boolean reached = scores[row] >= threshold;
                alerted += reached ? 1 : 0;
                found += reached && positives[row] ? 1 : 0;
                all += positives[row] ? 1 : 0;
            }
            return new AtThreshold(threshold, alerted, (double) found / all, (double) found / alerted);
        }
    }

    /** @param postings of that typology in the test part */
    public record TypologyRecall(String typology, int postings, double recall) {}

    /**
     * @param from its first moment, milliseconds since 1970-01-01T00:00:00Z
     * @param area under the precision-recall curve of that week alone; NaN where it has no laundering
     */
    public record Week(long from, int postings, int laundering, double area, double meanScore) {}

    public Detection {
        alerted = List.copyOf(alerted);
        typologies = List.copyOf(typologies);
        weeks = List.copyOf(weeks);
        precisionRecall = List.copyOf(precisionRecall);
        rocCurve = List.copyOf(rocCurve);
    }
}
