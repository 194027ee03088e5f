package ai.finai.training.headlines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Multinomial logistic regression on words and pairs of them, fitted by stochastic gradient descent with a step of its own
 * for each weight (Duchi, Hazan and Singer, Adaptive Subgradient Methods, 2011). How strongly weights are drawn to 0 is
 * chosen by the validation part.
 */
public final class LogisticNgrams implements TextClassifier {

    private static final int CLASSES = 3;
    private static final int EPOCHS = 30;
    private static final double RATE = 0.3;
    private static final double[] STRENGTHS = {0, 1e-6, 1e-5, 3e-5, 1e-4, 3e-4};

    private final Ngrams ngrams;
    private final double[][] weights;
    private final double[] biases = new double[CLASSES];

    private LogisticNgrams(Ngrams ngrams) {
        this.ngrams = ngrams;
        weights = new double[ngrams.size()][CLASSES];
    }

    /**
     * Fits one for each strength, and gives the one that is right most often on the validation part.
     *
     * @param seed of the order of headlines
     */
    public static LogisticNgrams fit(List<Headline> train, List<Headline> validation, long seed) {
        Ngrams ngrams = new Ngrams(train.stream().map(Headline::text).toList());
        List<int[]> terms =
                train.stream().map(headline -> ngrams.of(headline.text())).toList();
        LogisticNgrams best = new LogisticNgrams(ngrams);
        double highest = -1;
        for (double strength : STRENGTHS) {
            LogisticNgrams candidate = new LogisticNgrams(ngrams);
            candidate.fit(train, terms, strength, seed);
            double accuracy = ClassFigures.of(candidate, validation).accuracy();
            if (accuracy > highest) {
                highest = accuracy;
                best = candidate;
            }
        }
        return best;
    }

    private void fit(List<Headline> headlines, List<int[]> terms, double strength, long seed) {
        double[][] squares = new double[weights.length][CLASSES];
        double[] biasSquares = new double[CLASSES];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < headlines.size(); i++) {
            order.add(i);
        }
        Random random = new Random(seed);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                float[] probabilities = of(terms.get(i));
                for (int k = 0; k < CLASSES; k++) {
                    double slope =
                            probabilities[k] - (headlines.get(i).sentiment().ordinal() == k ? 1 : 0);
                    for (int term : terms.get(i)) {
                        // A weight is drawn to 0 where it is used: rare ones less often, and so as strongly for each
                        // use.
                        double gradient = slope + strength * headlines.size() * weights[term][k];
                        squares[term][k] += gradient * gradient;
                        weights[term][k] -= RATE * gradient / (1e-8 + Math.sqrt(squares[term][k]));
                    }
                    biasSquares[k] += slope * slope;
                    biases[k] -= RATE * slope / (1e-8 + Math.sqrt(biasSquares[k]));
                }
            }
        }
    }

    private float[] of(int[] terms) {
        double[] scores = biases.clone();
        for (int term : terms) {
            for (int k = 0; k < CLASSES; k++) {
                scores[k] += weights[term][k];
            }
        }
        return softmax(scores);
    }

    /** Probabilities of log-likelihoods. */
    static float[] softmax(double[] scores) {
        double largest = Arrays.stream(scores).max().orElse(0);
        double sum =
                Arrays.stream(scores).map(score -> Math.exp(score - largest)).sum();
        float[] probabilities = new float[scores.length];
        for (int k = 0; k < scores.length; k++) {
            probabilities[k] = (float) (Math.exp(scores[k] - largest) / sum);
        }
        return probabilities;
    }

    @Override
    public String name() {
        return "logistic regression";
    }

    @Override
    public String description() {
        return "Multinomial logistic regression on words and pairs of neighbours; its regularisation is chosen by the"
                + " validation part.";
    }

    @Override
    public List<float[]> probabilities(List<String> texts) {
        return texts.stream().map(text -> of(ngrams.of(text))).toList();
    }
}
