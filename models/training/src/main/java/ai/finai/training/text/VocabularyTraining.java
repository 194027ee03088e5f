package ai.finai.training.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.text.Vocabulary;
import ai.finai.models.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns a vocabulary of pieces from texts: every character, and what comes of joining the most frequent neighbours again
 * and again (Sennrich, Haddow and Birch, Neural Machine Translation of Rare Words with Subword Units, 2016). Of pairs that
 * are as frequent the first in the alphabet is joined, so that the same texts give the same vocabulary.
 */
public final class VocabularyTraining {

    private static final String GOES_ON = "##";

    private record Pair(String left, String right) {

        String joined() {
            return left + right.substring(GOES_ON.length());
        }
    }

    /** A pair that was as frequent when it was queued; it may no longer be. */
    private record Candidate(Pair pair, int count) {}

    private static final Comparator<Candidate> MOST_FREQUENT = Comparator.comparingInt(Candidate::count)
            .reversed()
            .thenComparing(candidate -> candidate.pair().left())
            .thenComparing(candidate -> candidate.pair().right());

    private final List<List<String>> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Pair, Integer> pairs = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT);

    private VocabularyTraining() {}

    /**
     * Learns.
     *
     * @param texts to learn from
     * @param size pieces, at most
     * @param least how often a pair must be there to be joined; at least 1
     */
    public static Vocabulary of(List<String> texts, int size, int least) {
        Map<String, Integer> words = new TreeMap<>();
        for (String text : texts) {
            Words.UNCASED.of(text).forEach(word -> words.merge(word, 1, Integer::sum));
        }
        return new VocabularyTraining().learn(words, size, least);
    }

    private Vocabulary learn(Map<String, Integer> frequencies, int size, int least) {
        Set<String> alphabet = new TreeSet<>();
        frequencies.forEach((word, count) -> {
            List<String> pieces = characters(word);
            alphabet.addAll(pieces);
            // A word of another beginning may need it in the middle.
            word.codePoints().forEach(c -> alphabet.add(GOES_ON + Character.toString(c)));
            words.add(pieces);
            counts.add(count);
        });
        List<String> vocabulary =
                new ArrayList<>(List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN, Vocabulary.BEGIN, Vocabulary.END));
        vocabulary.addAll(alphabet);
        Set<String> known = new HashSet<>(vocabulary);
        for (int place = 0; place < words.size(); place++) {
            add(place, 1);
        }
        pairs.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
        while (vocabulary.size() < size) {
            Candidate best = queue.poll();
            if (best == null || best.count() < least) {
                break;
            }
            if (pairs.getOrDefault(best.pair(), 0) != best.count()) {
                continue; // it was queued again with its new count
            }
            join(best.pair());
            if (known.add(best.pair().joined())) {
                vocabulary.add(best.pair().joined());
            }
        }
        try {
            return Vocabulary.of(vocabulary);
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the vocabulary has every marker", e);
        }
    }

    private static List<String> characters(String word) {
        List<String> pieces = new ArrayList<>();
        word.codePoints()
                .forEach(c -> pieces.add(pieces.isEmpty() ? Character.toString(c) : GOES_ON + Character.toString(c)));
        return pieces;
    }

    /** Counts a word's pairs, or with -1 takes them out. */
    private void add(int place, int sign) {
        List<String> pieces = words.get(place);
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Pair pair = new Pair(pieces.get(i), pieces.get(i + 1));
            pairs.merge(pair, sign * counts.get(place), Integer::sum);
            if (sign > 0) {
                places.computeIfAbsent(pair, p -> new TreeSet<>()).add(place);
            }
        }
    }

    private void join(Pair pair) {
        Set<Pair> changed = new HashSet<>();
        for (int place : places.getOrDefault(pair, Set.of()).toArray(Integer[]::new)) {
            List<String> before = words.get(place);
            List<String> after = joined(before, pair);
            if (after.size() == before.size()) {
                continue; // it has been joined otherwise
            }
            add(place, -1);
            words.set(place, after);
            add(place, 1);
            changed.addAll(pairsOf(before));
            changed.addAll(pairsOf(after));
        }
        pairs.remove(pair);
        places.remove(pair);
        for (Pair other : changed) {
            int count = pairs.getOrDefault(other, 0);
            if (count > 0) {
                queue.add(new Candidate(other, count));
            } else {
                pairs.remove(other);
                places.remove(other);
            }
        }
    }

    private static Set<Pair> pairsOf(List<String> pieces) {
        Set<Pair> pairs = new HashSet<>();
        for (int i = 0; i + 1 < pieces.size(); i++) {
            pairs.add(new Pair(pieces.get(i), pieces.get(i + 1)));
        }
        return pairs;
    }

    private static List<String> joined(List<String> pieces, Pair pair) {
        List<String> after = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            if (i + 1 < pieces.size()
                    && pieces.get(i).equals(pair.left())
                    && pieces.get(i + 1).equals(pair.right())) {
                after.add(pair.joined());
                i++;
            } else {
                after.add(pieces.get(i));
            }
        }
        return after;
    }
}
