package ai.finai.training.text;

import ai.finai.models.text.Vocabulary;
import java.util.Arrays;

/**
 * What a piece is made of: its runs of 3 to 5 characters, so that pieces that look alike begin with embeddings that are
 * alike (Bojanowski et al., Enriching Word Vectors with Subword Information, 2017). Digits are all one, so that 2013 is
 * like 2014. Only training knows of them: a finished table holds the sums.
 */
final class PieceGrams {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    private final int[][] buckets;

    PieceGrams(Vocabulary vocabulary, int buckets) {
        this.buckets = new int[vocabulary.size()][];
        for (int i = 0; i < this.buckets.length; i++) {
            this.buckets[i] = of(vocabulary.piece(i), buckets);
        }
    }

    /** The buckets of a piece's runs, each once, in order. */
    int[] of(int piece) {
        return buckets[piece];
    }

    private static int[] of(String piece, int buckets) {
        if (piece.startsWith("[") && piece.endsWith("]") && piece.length() > 2) {
            return new int[0]; // a marker is no word
        }
        String whole = (piece.startsWith("##") ? piece.substring(2) : '<' + piece) + '>';
        int[] characters =
                whole.codePoints().map(c -> Character.isDigit(c) ? '0' : c).toArray();
        int[] found = new int[characters.length * (LONGEST - SHORTEST + 1)];
        int count = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            for (int from = 0; from + length <= characters.length; from++) {
                found[count++] = Math.floorMod(hash(characters, from, length), buckets);
            }
        }
        return Arrays.stream(found, 0, count).distinct().sorted().toArray();
    }

    private static int hash(int[] characters, int from, int length) {
        int hash = 0x811c9dc5; // FNV-1a
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ characters[i]) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }
}
