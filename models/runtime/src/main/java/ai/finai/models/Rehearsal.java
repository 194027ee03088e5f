package ai.finai.models;

import ai.finai.models.Reference.Distribution;
import ai.finai.models.features.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Steps a model through made-up postings of several accounts, always the same ones: whether it gives scores at all. They are
 * golden vectors for a model that comes without.
 */
public final class Rehearsal {

    private static final int SEQUENCES = 8;
    private static final int ROWS = 16;
    private static final long SEED = 20_260_105;

    private Rehearsal() {}

    /** @throws InvalidModelException if a posting has no score */
    public static GoldenVectors of(StepModel model) throws InvalidModelException {
        List<List<float[]>> sequences = sequences(model.contract());
        try {
            List<float[]> scores = new ArrayList<>();
            for (List<float[]> sequence : sequences) {
                scores.add(model.scores(sequence));
            }
            requireScores(scores);
            return new GoldenVectors(sequences, scores);
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails on made-up postings: " + e.getMessage());
        }
    }

    /** Values between the ends of the training data's histograms, or those of the features where there are none. */
    private static List<List<float[]>> sequences(ModelContract contract) {
        Random random = new Random(SEED);
        List<List<float[]>> sequences = new ArrayList<>();
        for (int s = 0; s < SEQUENCES; s++) {
            List<float[]> rows = new ArrayList<>();
            for (int r = 0; r < ROWS; r++) {
                float[] row = new float[contract.features().size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(contract.features().get(i), contract.reference(), random.nextDouble());
                }
                rows.add(row);
            }
            sequences.add(rows);
        }
        return sequences;
    }

    private static float value(Feature feature, Reference reference, double share) {
        if (feature.unit().equals("0 or 1")) {
            return Math.round(share);
        }
        @Nullable Distribution known = reference.features().get(feature.title());
        List<Double> edges = known == null ? List.of() : known.edges();
        double least = edges.size() < 2 ? feature.lowest() : Math.max(feature.lowest(), edges.get(0));
        double most = edges.size() < 2 ? feature.highest() : Math.min(feature.highest(), edges.get(edges.size() - 1));
        return (float) (least + share * (most - least));
    }

    private static void requireScores(List<float[]> scores) throws InvalidModelException {
        int without = 0;
        for (float[] sequence : scores) {
            for (float score : sequence) {
                without += Float.isNaN(score) ? 1 : 0;
            }
        }
        if (without > 0) {
            throw new InvalidModelException("of " + SEQUENCES * ROWS + " made-up postings " + without
                    + " have no score from 0 to 1, or a state that is not finite: end the graph with a Sigmoid");
        }
    }
}
