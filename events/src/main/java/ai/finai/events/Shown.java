package ai.finai.events;

/**
 * Values in sentences. A value is shown only where it looks like what its field should hold: whoever sends a name, an
 * account, a card or a telephone number as an amount or a time does not find it in a log.
 */
public final class Shown {

    private static final int MAX_LENGTH = 48;

    /** Of an amount that is shown. Card numbers and IBANs have more. */
    private static final int MAX_AMOUNT_DIGITS = 12;

    /** Of a time that is shown though it has no mark of one, a colon or a T: telephone numbers have more. */
    private static final int MAX_DATE_DIGITS = 8;

    private Shown() {}

    static String digits(String text) {
        return number(text.toCharArray(), 0, text.length());
    }

    public static String number(char[] chars, int from, int length) {
        return digitsIn(chars, from, length) > MAX_AMOUNT_DIGITS
                ? hidden(length)
                : quoted(chars, from, length, "0123456789.,-eE_");
    }

    public static String time(String text) {
        return time(text.toCharArray(), 0, text.length());
    }

    static String time(char[] chars, int from, int length) {
        boolean marked = false;
        for (int i = from; i < from + length; i++) {
            marked |= chars[i] == ':' || chars[i] == 'T' || chars[i] == 't';
        }
        return !marked && digitsIn(chars, from, length) > MAX_DATE_DIGITS
                ? hidden(length)
                : quoted(chars, from, length, "0123456789.,:/+-TtZz ");
    }

    private static int digitsIn(char[] chars, int from, int length) {
        int digits = 0;
        for (int i = from; i < from + length; i++) {
            if (chars[i] >= '0' && chars[i] <= '9') {
                digits++;
            }
        }
        return digits;
    }

    public static String letters(String text) {
        return letters(text.toCharArray(), 0, text.length());
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
