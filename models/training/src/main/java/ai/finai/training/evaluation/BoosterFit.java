package ai.finai.training.evaluation;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * One booster trained until the PR-AUC on the validation part has not grown for a while. {@link #close} frees it.
 *
 * @param booster with all rounds that were trained
 * @param rounds up to the best one
 * @param validation PR-AUC after that one
 */
record BoosterFit(Booster booster, int rounds, double validation) implements AutoCloseable {

    /**
     * @param most rounds
     * @param patience rounds without gain before it stops
     * @param told after each round
     */
    static BoosterFit train(Parts parts, Map<String, Object> parameters, int most, int patience, RoundListener told)
            throws XGBoostError {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("objective", "binary:logistic");
        all.put("nthread", 1); // sums of floats depend on how they are parted
        all.put("verbosity", 0);
        Booster booster = XGBoost.train(parts.train, all, 1, Map.of(), null, null);
        double best = -1;
        int bestRounds = 0;
        for (int round = 1; round <= most; round++) {
            if (round > 1) {
                booster.update(parts.train, round - 1);
            }
            double area = PrecisionRecall.area(scores(booster, parts.validation, 0), parts.validationPositives);
            told.after(round, area);
            if (area > best) {
                best = area;
                bestRounds = round;
            } else if (round - bestRounds >= patience) {
                break;
            }
        }
        return new BoosterFit(booster, bestRounds, best);
    }

    interface RoundListener {
        void after(int round, double validation);
    }

    /** The parts as XGBoost holds them, in native memory. */
    static final class Parts implements AutoCloseable {

        private final DMatrix train;
        private final DMatrix validation;
        private final boolean[] validationPositives;
        private final DMatrix test;

        Parts(DMatrix train, DMatrix validation, boolean[] validationPositives, DMatrix test) {
            this.train = train;
            this.validation = validation;
            this.validationPositives = validationPositives;
            this.test = test;
        }

        @Override
        public void close() {
            train.dispose();
            validation.dispose();
            test.dispose();
        }
    }

    /** Of the test part, with the rounds up to the best one. Not for a linear booster, which forgets earlier rounds. */
    float[] testScores(Parts parts) throws XGBoostError {
        return scores(booster, parts.test, rounds);
    }

    /** Of the test part, with every round that was trained. */
    float[] testScoresOfAllRounds(Parts parts) throws XGBoostError {
        return scores(booster, parts.test, 0);
    }

    /** @param rounds that count; 0 for all */
    private static float[] scores(Booster booster, DMatrix rows, int rounds) throws XGBoostError {
        float[][] predicted = booster.predict(rows, false, rounds);
        float[] scores = new float[predicted.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = predicted[row][0];
        }
        return scores;
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
