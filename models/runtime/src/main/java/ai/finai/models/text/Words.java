package ai.finai.models.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words as BERT does before it looks into its vocabulary (Devlin et al., BERT: Pre-training of Deep
 * Bidirectional Transformers, 2019): what cannot be seen is dropped, Chinese characters and punctuation stand alone, and
 * for an uncased vocabulary accents are taken off and letters made small.
 *
 * <p>Characters are what the running Java's Unicode says they are. One that it does not know is part of a word, as in the
 * libraries that people use; the paper's code drops it. Those libraries know Unicode 8 only, and take a few hundred newer
 * marks, signs and invisible characters of rare scripts for letters.
 *
 * @param lowerCase whether letters are made small
 * @param stripAccents whether accents are taken off; BERT does both or neither
 * @param spaceChinese whether each Chinese character is a word
 */
public record Words(boolean lowerCase, boolean stripAccents, boolean spaceChinese) {

    /** For a vocabulary of small letters without accents, as FinBERT's. */
    public static final Words UNCASED = new Words(true, true, true);

    /** For a vocabulary that tells capitals from small letters. */
    public static final Words CASED = new Words(false, false, true);

    private static final int REPLACEMENT = 0xFFFD;
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    /** The words in their order; none for a text of spaces and invisible characters. */
    public List<String> of(String text) {
        String clean = clean(text);
        String bare = stripAccents ? Normalizer.normalize(clean, Normalizer.Form.NFD) : clean;
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < bare.length(); ) {
            int c = bare.codePointAt(i);
            i += Character.charCount(c);
            if (stripAccents && Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            if (isSpace(c)) {
                end(word, words);
            } else if (isPunctuation(c)) {
                end(word, words);
                words.add(Character.toString(c));
            } else {
                append(word, c);
            }
        }
        end(word, words);
        return words;
    }

    private String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isSpace(c)) {
                clean.append(' ');
            } else if (c != REPLACEMENT && !isInvisible(c)) {
                if (spaceChinese && isChinese(c)) {
                    clean.append(' ').appendCodePoint(c).append(' ');
                } else {
                    clean.appendCodePoint(c);
                }
            }
        }
        return clean.toString();
    }

    private void append(StringBuilder word, int c) {
        if (!lowerCase) {
            word.appendCodePoint(c);
        } else if (c == CAPITAL_I_WITH_DOT) { // the one letter that becomes two
            word.append("i\u0307");
        } else {
            word.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Tabulator, line ends, and what Unicode calls a separator; other control characters vanish and join what is around. */
    private static boolean isSpace(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || switch (Character.getType(c)) {
                    case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }

    /** A control or format character, half of a surrogate pair, or one for private use. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    /** Everything on the keyboard that is neither letter nor digit, and what Unicode calls punctuation. */
    private static boolean isPunctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The blocks that BERT names: not Hangul, Hiragana or Katakana, whose words have spaces or endings. */
    private static boolean isChinese(int c) {
        return c >= 0x4E00 && c <= 0x9FFF
                || c >= 0x3400 && c <= 0x4DBF
                || c >= 0x20000 && c <= 0x2A6DF
                || c >= 0x2A700 && c <= 0x2B73F
                || c >= 0x2B740 && c <= 0x2B81F
                || c >= 0x2B920
                        && c <= 0x2CEAF // from 0x2B820 in the paper's code; the libraries that people use begin here
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
