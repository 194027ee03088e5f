package ai.finai.training.headlines;

import java.util.ArrayList;
import java.util.List;

/** Naive Bayes on words and pairs of them, present or not, each counted once more than it was seen (Laplace). */
public final class NaiveBayes implements TextClassifier {

    private static final int CLASSES = 3;

    private final Ngrams ngrams;
    private final double[] priors = new double[CLASSES];
    private final double[][] weights;

    /** @param headlines to learn from */
    public NaiveBayes(List<Headline> headlines) {
        ngrams = new Ngrams(headlines.stream().map(Headline::text).toList());
        weights = new double[CLASSES][ngrams.size()];
        double[] totals = new double[CLASSES];
        for (Headline headline : headlines) {
            int sentiment = headline.sentiment().ordinal();
            priors[sentiment]++;
            for (int term : ngrams.of(headline.text())) {
                weights[sentiment][term]++;
                totals[sentiment]++;
            }
        }
        for (int k = 0; k < CLASSES; k++) {
            priors[k] = Math.log((priors[k] + 1) / (headlines.size() + CLASSES));
            for (int term = 0; term < ngrams.size(); term++) {
                weights[k][term] = Math.log((weights[k][term] + 1) / (totals[k] + ngrams.size()));
            }
        }
    }

    @Override
    public String name() {
        return "naive Bayes";
    }

    @Override
    public String description() {
        return "Multinomial naive Bayes on words and pairs of neighbours, with Laplace's smoothing.";
    }

    @Override
    public List<float[]> probabilities(List<String> texts) {
        List<float[]> all = new ArrayList<>();
        for (String text : texts) {
            double[] scores = priors.clone();
            for (int term : ngrams.of(text)) {
                for (int k = 0; k < CLASSES; k++) {
                    scores[k] += weights[k][term];
                }
            }
            all.add(LogisticNgrams.softmax(scores));
        }
        return all;
    }
}
