package ai.finai.training.evaluation;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What a new model must beat: a logistic regression and gradient-boosted trees (XGBoost; Chen and Guestrin 2016), on the
 * same features, trained on the same part, stopped by the same part. They see one posting at a time, but its features
 * carry the account's history. The same data, split and seed give the same scores, on one CPU type.
 */
public final class Baselines {

    /** Told of progress, for a person who waits. */
    public interface Progress {
        /**
         * @param baseline which is trained
         * @param round done, from 1
         * @param validation PR-AUC on the validation part after it
         */
        void trained(String baseline, int round, double validation);
    }

    private Baselines() {}

    /**
     * Trains both and scores the test part. Takes two copies of the features in native memory, and one thread.
     *
     * @return the logistic regression, then the trees
     * @throws IllegalArgumentException if the training or the validation part has no laundering, or nothing else
     */
    public static List<Detector> of(LabelledPostings postings, TimeSplit split, long seed, Progress progress) {
        requireBoth(postings, 0, split.train(), "training");
        requireBoth(postings, split.validationFrom(), split.validationUntil(), "validation");
        try {
            return List.of(
                    LogisticRegression.detector(postings, split, seed, progress),
                    BoostedTrees.detector(postings, split, seed, progress));
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    private static void requireBoth(LabelledPostings postings, int from, int until, String part) {
        int laundering = 0;
        for (int row = from; row < until; row++) {
            laundering += postings.laundering(row) ? 1 : 0;
        }
        if (laundering == 0 || laundering == until - from) {
            throw new IllegalArgumentException("the " + part + " part has " + (until - from) + " postings, "
                    + laundering + " of them laundering: baselines need both kinds");
        }
    }

    /** How many features a row has: all of them. */
    static int columns() {
        return Feature.COUNT;
    }
}
