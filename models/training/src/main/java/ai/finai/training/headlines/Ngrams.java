package ai.finai.training.headlines;

import ai.finai.models.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of texts and pairs of neighbours among them, numbered as the training part has them. */
final class Ngrams {

    private final Map<String, Integer> numbers = new HashMap<>();

    /** Numbers those of some texts. */
    Ngrams(List<String> texts) {
        texts.forEach(text -> terms(text).forEach(term -> numbers.putIfAbsent(term, numbers.size())));
    }

    int size() {
        return numbers.size();
    }

    /** Those of a text that have a number, each once. */
    int[] of(String text) {
        return terms(text).stream()
                .filter(numbers::containsKey)
                .mapToInt(term -> numbers.getOrDefault(term, -1))
                .toArray();
    }

    private static Set<String> terms(String text) {
        List<String> words = new ArrayList<>(Words.UNCASED.of(text));
        Set<String> terms = new LinkedHashSet<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            terms.add(words.get(i) + ' ' + words.get(i + 1));
        }
        return terms;
    }
}
