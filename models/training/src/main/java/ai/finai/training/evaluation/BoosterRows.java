package ai.finai.training.evaluation;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Lays out the parts of labelled postings for XGBoost. */
final class BoosterRows {

    private BoosterRows() {}

    /** @param features of all rows, {@link Baselines#columns()} a row */
    static BoosterFit.Parts parts(LabelledPostings postings, TimeSplit split, float[] features) throws XGBoostError {
        boolean[] positives = new boolean[split.validationUntil() - split.validationFrom()];
        for (int row = 0; row < positives.length; row++) {
            positives[row] = postings.laundering(split.validationFrom() + row);
        }
        return new BoosterFit.Parts(
                matrix(postings, features, 0, split.train()),
                matrix(postings, features, split.validationFrom(), split.validationUntil()),
                positives,
                matrix(postings, features, split.testFrom(), postings.size()));
    }

    private static DMatrix matrix(LabelledPostings postings, float[] features, int from, int until)
            throws XGBoostError {
        int columns = Baselines.columns();
        DMatrix matrix = new DMatrix(
                Arrays.copyOfRange(features, from * columns, until * columns), until - from, columns, Float.NaN);
        float[] labels = new float[until - from];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = postings.laundering(from + row) ? 1 : 0;
        }
        matrix.setLabel(labels);
        return matrix;
    }

    /** Postings that are no laundering for each that is, in the training part. */
    static double imbalance(LabelledPostings postings, TimeSplit split) {
        int laundering = 0;
        for (int row = 0; row < split.train(); row++) {
            laundering += postings.laundering(row) ? 1 : 0;
        }
        return (double) (split.train() - laundering) / laundering;
    }
}
