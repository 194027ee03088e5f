package ai.finai.training.evaluation;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The strong baseline: XGBoost's trees by histogram. How much a laundering posting weighs, how deep trees may be and how
 * many there are is chosen on the validation part.
 */
final class BoostedTrees {

    static final String NAME = "boosted trees";

    private static final int MOST_ROUNDS = 400;
    private static final int PATIENCE = 40;

    private BoostedTrees() {}

    static Detector detector(LabelledPostings postings, TimeSplit split, long seed, Baselines.Progress progress)
            throws XGBoostError {
        double imbalance = BoosterRows.imbalance(postings, split);
        double best = -1;
        double bestWeight = 1;
        int rounds = 0;
        float[] scores = {};
        try (BoosterFit.Parts parts = BoosterRows.parts(postings, split, postings.features())) {
            for (double weight : new double[] {1, Math.sqrt(imbalance), imbalance}) {
                try (BoosterFit fit = BoosterFit.train(
                        parts,
                        parameters(weight, seed),
                        MOST_ROUNDS,
                        PATIENCE,
                        (round, area) -> progress.trained(NAME, round, area))) {
                    if (fit.validation() > best) {
                        best = fit.validation();
                        bestWeight = weight;
                        rounds = fit.rounds();
                        scores = unweighted(fit.testScores(parts), weight);
                    }
                }
            }
        }
        String description = String.format(
                Locale.ROOT,
                "Gradient-boosted trees on all features, depth 6, %d trees, a laundering posting weighs %.1f: both chosen"
                        + " on the validation part (PR-AUC %.3f). Scores are corrected for the weight.",
                rounds,
                bestWeight,
                best);
        return new Detector(NAME, description, true, scores);
    }

    private static Map<String, Object> parameters(double weight, long seed) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("booster", "gbtree");
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", 6);
        parameters.put("eta", 0.1);
        parameters.put("subsample", 0.8);
        parameters.put("colsample_bytree", 0.8);
        parameters.put("scale_pos_weight", weight);
        parameters.put("seed", (int) seed);
        return parameters;
    }

    /** Positives that weigh more raise the odds by as much; this takes it back, and changes no order. */
    private static float[] unweighted(float[] scores, double weight) {
        for (int row = 0; row < scores.length; row++) {
            double score = scores[row];
            scores[row] = (float) (score / (score + weight * (1 - score)));
        }
        return scores;
    }
}
