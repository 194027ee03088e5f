package ai.finai.models;

import ai.finai.models.Reference.Distribution;
import ai.finai.models.contract.StepContract;
import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.features.Feature;
import ai.finai.models.market.MadeUpBars;
import ai.finai.models.market.MarketFeature;
import ai.finai.models.text.SentimentModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model on made-up rows, always the same ones: whether it gives results at all. They are golden vectors for a model
 * that comes without.
 */
public final class Rehearsal {

    private static final int SEQUENCES = 8;
    private static final int ROWS = 16;
    private static final long SEED = 20_260_105;

    private Rehearsal() {}

    /** @throws InvalidModelException if a row has no result */
    public static GoldenVectors of(Model model) throws InvalidModelException {
        if (model instanceof StepModel steps) {
            return of(steps);
        }
        if (model instanceof WindowModel windows) {
            return of(windows);
        }
        return of(model instanceof SentimentModel sentiment ? sentiment.model() : (TextModel) model);
    }

    private static GoldenVectors of(StepModel model) throws InvalidModelException {
        List<List<float[]>> sequences = sequences(model.contract());
        try {
            List<float[]> scores = new ArrayList<>();
            for (List<float[]> sequence : sequences) {
                scores.add(model.scores(sequence));
            }
            requireScores(scores);
            return new GoldenVectors.Steps(sequences, scores);
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails on made-up postings: " + e.getMessage());
        }
    }

    /** Values between the ends of the training data's histograms, or those of the features where there are none. */
    private static List<List<float[]>> sequences(StepContract contract) {
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

    private static GoldenVectors of(WindowModel model) throws InvalidModelException {
        List<List<float[]>> windows = new ArrayList<>();
        List<float[]> forecasts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        List<MarketFeature> taken = model.contract().features();
        for (int i = 0; i < SEQUENCES; i++) {
            float[] all = MadeUpBars.features(model.length(), random.split());
            List<float[]> bars = new ArrayList<>();
            for (int bar = 0; bar < model.length(); bar++) {
                float[] row = new float[taken.size()];
                for (int k = 0; k < row.length; k++) {
                    row[k] = all[bar * MarketFeature.COUNT + taken.get(k).ordinal()];
                }
                bars.add(row);
            }
            float[] forecast = forecast(model, bars);
            if (Float.isNaN(forecast[0])) {
                throw new InvalidModelException("made-up window " + i + " of " + SEQUENCES
                        + " has no forecast: quantiles must be finite, and none below the one before it");
            }
            windows.add(bars);
            forecasts.add(forecast);
        }
        return new GoldenVectors.Windows(windows, forecasts);
    }

    private static float[] forecast(WindowModel model, List<float[]> bars) throws InvalidModelException {
        try {
            return model.forecast(bars);
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails on made-up windows: " + e.getMessage());
        }
    }

    private static GoldenVectors of(TextModel model) throws InvalidModelException {
        List<long[]> texts = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        int size = model.contract().vocabulary().size();
        for (int i = 0; i < SEQUENCES; i++) {
            // Of different lengths, the longest among them.
            int length = Math.max(1, model.contract().longest() >> i);
            long[] text = random.longs(length, 0, size).toArray();
            texts.add(text);
            probabilities.add(probabilities(model, text));
        }
        return new GoldenVectors.Texts(texts, probabilities);
    }

    private static float[] probabilities(TextModel model, long[] text) throws InvalidModelException {
        try {
            float[] probabilities = model.probabilities(List.of(text))[0];
            if (Float.isNaN(probabilities[0])) {
                throw new InvalidModelException("a made-up text of " + text.length + " tokens has no probabilities: "
                        + model.contract().output().code() + " must be finite"
                        + (model.contract().output() == Output.PROBABILITIES ? ", from 0 to 1, and 1 together" : ""));
            }
            return probabilities;
        } catch (IllegalStateException e) {
            throw new InvalidModelException("it fails on made-up texts: " + e.getMessage());
        }
    }
}
