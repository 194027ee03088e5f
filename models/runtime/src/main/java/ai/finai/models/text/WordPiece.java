package ai.finai.models.text;

import ai.finai.models.InvalidModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts texts into pieces of a vocabulary, as BERT does (Schuster and Nakajima, Japanese and Korean Voice Search, 2012): of
 * each word the longest piece that the vocabulary has, then the longest of what is left, until the end. A word of which a
 * part is in no piece, or of more than {@link #LONGEST_WORD} characters, is unknown as a whole.
 *
 * <p>A text is only ever text: one that contains {@code [SEP]} in so many characters does not end there.
 */
public final class WordPiece {

    /** Characters of a word that is looked at, at most. */
    public static final int LONGEST_WORD = 100;

    private final Vocabulary vocabulary;
    private final Words words;
    private final int longest;

    /**
     * @param longest pieces of a text that are kept, the two at its ends included; at least 3
     * @throws InvalidModelException if the vocabulary lacks one of the pieces that every text needs
     */
    public WordPiece(Vocabulary vocabulary, Words words, int longest) throws InvalidModelException {
        if (longest < 3) {
            throw new IllegalArgumentException("longest " + longest + ": must be at least 3");
        }
        vocabulary.requireMarkers();
        this.vocabulary = vocabulary;
        this.words = words;
        this.longest = longest;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Pieces that a text has at most, the two at its ends included. */
    public int longest() {
        return longest;
    }

    /**
     * The text's pieces: {@code [CLS]}, those of its words, {@code [SEP]}. What does not fit is left out at the end.
     *
     * @return 2 for a text without words, up to {@link #longest}
     */
    public int[] ids(String text) {
        int[] ids = new int[longest];
        ids[0] = vocabulary.begin();
        int count = 1;
        for (String word : words.of(text)) {
            int[] pieces = ofWord(word);
            int taken = Math.min(pieces.length, longest - 1 - count);
            System.arraycopy(pieces, 0, ids, count, taken);
            count += taken;
            if (count == longest - 1) {
                break;
            }
        }
        ids[count] = vocabulary.end();
        return Arrays.copyOf(ids, count + 1);
    }

    /** The pieces as they are written, those at the ends included. */
    public List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int id : ids(text)) {
            pieces.add(vocabulary.piece(id));
        }
        return pieces;
    }

    /** Of one word, as {@link Words} gives it. */
    public int[] ofWord(String word) {
        int[] unknown = {vocabulary.unknown()};
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return unknown;
        }
        int[] ids = new int[word.length()];
        int count = 0;
        for (int from = 0; from < word.length(); ) {
            int until = word.length();
            int id = -1;
            while (until > from) {
                id = from == 0 ? vocabulary.first(word.substring(0, until)) : vocabulary.later(word, from, until);
                if (id >= 0) {
                    break;
                }
                until = word.offsetByCodePoints(until, -1);
            }
            if (id < 0) {
                return unknown;
            }
            ids[count++] = id;
            from = until;
        }
        return Arrays.copyOf(ids, count);
    }
}
