package ai.finai.events.yaml;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known word that someone most likely meant. */
public final class NearestWord {

    private NearestWord() {}

    /** The nearest by edit distance, case and hyphens apart; null where none is near. The first of equally near ones. */
    public static @Nullable String of(String word, Collection<String> known) {
        return of(word, known, Math.max(1, Math.min(3, word.length() / 3)));
    }

    /** As {@link #of(String, Collection)}, at most so many edits away. */
    public static @Nullable String of(String word, Collection<String> known, int mostEdits) {
        if (word.length() > 100) {
            return null;
        }
        String nearest = null;
        int least = mostEdits + 1;
        for (String candidate : known) {
            int distance = distance(plain(word), plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** {@code ; did you mean minDeposits? Known: lowerFraction, minDeposits}: the end of a message about a word. */
    public static String hint(String word, Collection<String> known) {
        return hint(word, "Known", known);
    }

    /** As {@link #hint(String, Collection)}, where the words are not all that there can be: {@code It has: day, close}. */
    public static String hint(String word, String list, Collection<String> known) {
        String nearest = of(word, known);
        return (nearest == null ? ". " : "; did you mean " + nearest + "? ") + list + ": " + String.join(", ", known);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that turn one into the other. */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int substituted = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(substituted, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, distance[i - 2][j - 2] + 1);
                }
                distance[i][j] = best;
            }
        }
        return distance[a.length()][b.length()];
    }
}
