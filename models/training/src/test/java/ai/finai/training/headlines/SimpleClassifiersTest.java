package ai.finai.training.headlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleClassifiersTest {

    private static final HeadlineSplit SPLIT = HeadlineSplit.of(Headlines.of(600, 0.05, 1), 0.15, 0.2, 1);

    @Test
    void bothLearnWhatTheWordsSay() {
        assertThat(ClassFigures.of(new NaiveBayes(SPLIT.train()), SPLIT.test()).accuracy())
                .isGreaterThan(0.85);
        LogisticNgrams logistic = LogisticNgrams.fit(SPLIT.train(), SPLIT.validation(), 1);
        assertThat(ClassFigures.of(logistic, SPLIT.test()).accuracy()).isGreaterThan(0.85);
        LogisticNgrams again = LogisticNgrams.fit(SPLIT.train(), SPLIT.validation(), 1);
        List<String> text = List.of("Acme soars today");
        assertThat(logistic.probabilities(text).get(0))
                .isEqualTo(again.probabilities(text).get(0));
    }

    @Test
    void naiveBayesIsWhatTheFormulaSays() {
        NaiveBayes bayes = new NaiveBayes(List.of(
                new Headline("up", Sentiment.POSITIVE, "", List.of()),
                new Headline("up", Sentiment.POSITIVE, "", List.of()),
                new Headline("down", Sentiment.NEGATIVE, "", List.of())));
        // Priors (n + 1) / 6; words (n + 1) / (of the class + 2).
        double positive = 3.0 / 6 * 3 / 4;
        double negative = 2.0 / 6 * 1 / 3;
        double neutral = 1.0 / 6 * 1 / 2;
        float[] found = bayes.probabilities(List.of("up")).get(0);
        assertThat((double) found[2]).isCloseTo(positive / (positive + negative + neutral), within(1e-6));
        assertThat((double) found[1]).isCloseTo(neutral / (positive + negative + neutral), within(1e-6));
    }
}
