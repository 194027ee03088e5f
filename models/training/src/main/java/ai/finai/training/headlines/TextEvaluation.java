package ai.finai.training.headlines;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Classifiers side by side, on the same headlines.
 *
 * @param about by title: what was judged, and on what
 * @param sets of headlines that nothing was trained on
 */
public record TextEvaluation(Map<String, String> about, List<TestSet> sets) {

    /**
     * What the classifiers did on some headlines.
     *
     * @param name of the file, or what was done to it
     * @param headlines how many of each sentiment
     * @param judged the model first
     */
    public record TestSet(String name, Map<Sentiment, Integer> headlines, List<Judged> judged) {

        public TestSet {
            headlines = Map.copyOf(headlines);
            judged = List.copyOf(judged);
        }
    }

    /** One classifier's figures. */
    public record Judged(String name, String description, ClassFigures figures) {}

    public TextEvaluation {
        about = new LinkedHashMap<>(about);
        sets = List.copyOf(sets);
    }

    /** Judges each classifier on headlines that none of them has seen. */
    public static TestSet judge(String name, List<Headline> headlines, List<? extends TextClassifier> classifiers) {
        Map<Sentiment, Integer> counts = new EnumMap<>(Sentiment.class);
        headlines.forEach(headline -> counts.merge(headline.sentiment(), 1, Integer::sum));
        List<Judged> judged = new ArrayList<>();
        for (TextClassifier classifier : classifiers) {
            judged.add(new Judged(classifier.name(), classifier.description(), ClassFigures.of(classifier, headlines)));
        }
        return new TestSet(name, counts, judged);
    }
}
