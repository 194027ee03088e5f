package ai.finai.training.evaluation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the report writes figures, and what it says of them. */
final class ReportText {

    private ReportText() {}

    static final String DEFINITIONS = """
            <dl>
            <dt>Posting</dt><dd>One account's side of a payment. Each has a score, and each counts once.</dd>
            <dt>PR-AUC</dt><dd>Area under precision and recall, as average precision: the mean, over the laundering
            postings, of the precision at the score of each. Postings of one score are passed together. 1 is perfect; guessing
            reaches the share of laundering postings. Where laundering is rare it tells more than ROC-AUC (Saito and
            Rehmsmeier, PLoS ONE 2015; Davis and Goadrich, ICML 2006).</dd>
            <dt>ROC-AUC</dt><dd>The chance that a laundering posting scores above another one; ties count half. Guessing
            reaches 0.5 (Fawcett, Pattern Recognition Letters 2006).</dd>
            <dt>Recall and precision at a share</dt><dd>Officers read a fixed number of alerts. If only that share of the
            postings can be alerted, those of the highest scores: how much of the laundering is among them, and how much of
            them is laundering. Of postings that share the last score, each counts in part. A posting of score 0 is never
            alerted.</dd>
            <dt>95 % interval</dt><dd>Accounts, with all their postings, are drawn with replacement, and the figure is computed
            anew; the interval holds the middle 95 % of the results. Postings of one account are not independent, so they are
            not drawn one by one (Field and Welsh, JRSS B 2007). A difference whose interval lies on one side of 0 is more
            than luck with accounts; other sources of luck, such as the seed of a training, are not in it.</dd>
            <dt>Calibration</dt><dd>Ten bins of the score, equally wide. The expected calibration error is the distance of mean
            score and share of laundering, averaged over the postings (Guo et al., ICML 2017). The Brier score is the mean
            squared distance of score and label (Brier 1950). Both are small where laundering is rare: compare detectors, not
            data sets.</dd>
            <dt>Rule book, with hindsight</dt><dd>An alert comes on the posting that completes a pattern, and its evidence names
            the earlier ones. Counted with hindsight they are all found, though the first were long past when the alert
            came.</dd>
            </dl>
            """;

    static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    static String interval(@Nullable Interval interval) {
        return interval == null || Double.isNaN(interval.lower())
                ? "-"
                : String.format(Locale.ROOT, "%.3f to %.3f", interval.lower(), interval.upper());
    }

    /** With a space that does not break. */
    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.1f\u00a0%%" : "%.0f\u00a0%%", 100 * share);
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** In UTC. */
    static String day(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
