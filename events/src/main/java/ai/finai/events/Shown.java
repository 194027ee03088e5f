package ai.finai.events;

/**
 * Values in sentences. A value is shown only where it looks like what its field should hold: whoever sends a name as an
 * amount does not find it in a log.
 */
final class Shown {

    private static final int MAX_LENGTH = 48;

    private Shown() {}

    static String digits(String text) {
        return number(text.toCharArray(), 0, text.length());
    }

    static String number(char[] chars, int from, int length) {
        return quoted(chars, from, length, "0123456789.,+-eE_ ");
    }

    static String time(char[] chars, int from, int length) {
        return quoted(chars, from, length, "0123456789.,:/+-TtZz ");
    }

    /** Up to four ASCII letters: no more is shown of what may be a word. */
    static String letters(char[] chars, int from, int length) {
        return length > 4
                ? hidden(length)
                : quoted(chars, from, length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ");
    }

    private static String quoted(char[] chars, int from, int length, String allowed) {
        if (length > MAX_LENGTH) {
            return hidden(length);
        }
        for (int i = from; i < from + length; i++) {
            if (allowed.indexOf(chars[i]) < 0) {
                return hidden(length);
            }
        }
        return '"' + new String(chars, from, length) + '"';
    }

    private static String hidden(int length) {
        return "a text of " + length + " characters";
    }
}
