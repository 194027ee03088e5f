package ai.finai.training.evaluation;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The linear baseline: XGBoost's {@code gblinear} by coordinate descent on standardised features is a logistic regression
 * with an elastic net. The strength of the net is chosen on the validation part.
 */
final class LogisticRegression {

    static final String NAME = "logistic regression";

    private static final double[] NETS = {0, 1e-5, 1e-4, 1e-3};
    private static final int MOST_ROUNDS = 200;
    private static final int PATIENCE = 25;

    private LogisticRegression() {}

    static Detector detector(LabelledPostings postings, TimeSplit split, long seed, Baselines.Progress progress)
            throws XGBoostError {
        float[] features = standardised(postings.features(), split.train());
        double best = -1;
        double bestNet = 0;
        int rounds = 0;
        float[] scores = {};
        try (BoosterFit.Parts parts = BoosterRows.parts(postings, split, features)) {
            for (double net : NETS) {
                Map<String, Object> parameters = parameters(net, seed);
                try (BoosterFit fit = BoosterFit.train(
                        parts,
                        parameters,
                        MOST_ROUNDS,
                        PATIENCE,
                        (round, area) -> progress.trained(NAME, round, area))) {
                    if (fit.validation() > best) {
                        best = fit.validation();
                        bestNet = net;
                        rounds = fit.rounds();
                    }
                }
            }
            // A linear booster keeps no earlier rounds: it is trained again up to the best one.
            try (BoosterFit fit =
                    BoosterFit.train(parts, parameters(bestNet, seed), rounds, rounds, (round, area) -> {})) {
                scores = fit.testScoresOfAllRounds(parts);
            }
        }
        String description = String.format(
                Locale.ROOT,
                "Logistic regression on all features, standardised; elastic net %s, %d rounds of coordinate descent,"
                        + " both chosen on the validation part (PR-AUC %.3f).",
                bestNet == 0 ? "0" : String.format(Locale.ROOT, "%.0e", bestNet),
                rounds,
                best);
        return new Detector(NAME, description, true, scores);
    }

    private static Map<String, Object> parameters(double net, long seed) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("booster", "gblinear");
        parameters.put("updater", "coord_descent");
        parameters.put("feature_selector", "cyclic");
        parameters.put("eta", 0.5);
        parameters.put("lambda", net);
        parameters.put("alpha", net);
        parameters.put("seed", (int) seed);
        return parameters;
    }

    /** Less the mean, by the deviation, of the training rows. A column that does not vary becomes 0. */
    private static float[] standardised(float[] features, int trainRows) {
        int columns = Baselines.columns();
        int rows = features.length / columns;
        float[] standardised = new float[features.length];
        for (int column = 0; column < columns; column++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < trainRows; row++) {
                sum += features[row * columns + column];
            }
            double mean = sum / trainRows;
            for (int row = 0; row < trainRows; row++) {
                double off = features[row * columns + column] - mean;
                squares += off * off;
            }
            double deviation = Math.sqrt(squares / trainRows);
            for (int row = 0; row < rows; row++) {
                int at = row * columns + column;
                standardised[at] = deviation < 1e-6 ? 0 : (float) ((features[at] - mean) / deviation);
            }
        }
        return standardised;
    }
}
