package ai.finai.training.headlines;

import ai.finai.models.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups texts that say nearly the same: a model that was trained on one has seen the other. Two texts are near duplicates
 * if, numbers and punctuation aside, they share {@link #SHARE} of their words (Jaccard's index); what is near to the same
 * text is one group.
 */
public final class NearDuplicates {

    /** Of the words that either has, how many both have. */
    public static final double SHARE = 0.7;

    private final int[] parents;

    private NearDuplicates(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    /** The group of each text, as the place of its first one. */
    public static int[] groups(List<String> texts) {
        List<Set<String>> words = texts.stream().map(NearDuplicates::words).toList();
        Map<String, Integer> frequencies = new HashMap<>();
        words.forEach(of -> of.forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        NearDuplicates groups = new NearDuplicates(texts.size());
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            Set<Integer> candidates = new TreeSet<>();
            for (String word : rarest(words.get(i), frequencies)) {
                List<Integer> before = places.computeIfAbsent(word, w -> new ArrayList<>());
                candidates.addAll(before);
                before.add(i);
            }
            for (int other : candidates) {
                if (near(words.get(i), words.get(other))) {
                    groups.join(i, other);
                }
            }
        }
        int[] result = new int[texts.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = groups.root(i);
        }
        return result;
    }

    /** So many of the rarest words that two texts which are near have one of them in common. */
    private static List<String> rarest(Set<String> words, Map<String, Integer> frequencies) {
        int shared = (int) Math.ceil(SHARE * words.size());
        return words.stream()
                .sorted(Comparator.comparing((String word) -> frequencies.getOrDefault(word, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(words.size() - shared + 1L)
                .toList();
    }

    private static boolean near(Set<String> one, Set<String> other) {
        int both = 0;
        for (String word : one) {
            both += other.contains(word) ? 1 : 0;
        }
        return both >= SHARE * (one.size() + other.size() - both);
    }

    /** Whether each of some texts is a near duplicate of one of others. */
    public static boolean[] among(List<String> some, List<String> others) {
        List<String> both = new ArrayList<>(others);
        both.addAll(some);
        int[] groups = groups(both);
        boolean[] duplicates = new boolean[some.size()];
        for (int i = 0; i < duplicates.length; i++) {
            // The root is the first of its group, so it is one of the others if one of them is in it.
            duplicates[i] = groups[others.size() + i] < others.size();
        }
        return duplicates;
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : Words.UNCASED.of(text)) {
            if (word.codePoints().anyMatch(Character::isLetter)) {
                words.add(word);
            }
        }
        if (words.isEmpty()) { // of numbers alone: the same only as itself
            words.add(' ' + text);
        }
        return words;
    }

    private int root(int i) {
        int at = i;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private void join(int one, int other) {
        int first = Math.min(root(one), root(other));
        int second = Math.max(root(one), root(other));
        parents[second] = first;
    }
}
