package ai.finai.training.evaluation;

import java.util.Locale;

/** Pieces of HTML and SVG. */
final class Html {

    private Html() {}

    /** Text that may hold anything, for a place between tags or inside quotes. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /** Opens a picture that a screen reader names by its title, and describes. */
    static String openPicture(String id, String title, String description, int width, int height) {
        return String.format(
                Locale.ROOT,
                "<svg role=\"img\" aria-labelledby=\"%1$s-title %1$s-text\" viewBox=\"0 0 %2$d %3$d\">"
                        + "<title id=\"%1$s-title\">%4$s</title><desc id=\"%1$s-text\">%5$s</desc>%n",
                id,
                width,
                height,
                escaped(title),
                escaped(description));
    }

    /** Text in a picture. */
    static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped(text));
    }
}
