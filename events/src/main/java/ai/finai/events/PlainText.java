package ai.finai.events;

/**
 * Texts from outside (names, headlines, ids), fit to be shown: in a sentence, in a picture, on a terminal. What is kept as
 * data stays as it came.
 */
public final class PlainText {

    private PlainText() {}

    /**
     * The text on one line, without what a reader does not see and a terminal obeys: control characters (C0, DEL, C1) and
     * the line separators U+2028 and U+2029, a run of which becomes a blank, and the characters that turn the direction of
     * what follows (U+202A to U+202E, U+2066 to U+2069), which are left out. The same object where there is nothing to do.
     */
    public static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || turns(c)) {
                return cleaned(text, i);
            }
        }
        return text;
    }

    private static String cleaned(String text, int from) {
        StringBuilder line = new StringBuilder(text.length()).append(text, 0, from);
        boolean run = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                if (!run) {
                    line.append(' ');
                }
                run = true;
            } else if (!turns(c)) {
                line.append(c);
                run = false;
            }
        }
        return line.toString();
    }

    private static boolean isControl(char c) {
        return c < ' ' || c >= 0x7F && c <= 0x9F || c == 0x2028 || c == 0x2029;
    }

    /** Not U+200E and U+200F, which scripts that run from right to left need and which turn nothing around. */
    private static boolean turns(char c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
