package ai.finai.training.evaluation;

import java.util.Locale;

/**
 * How a detector looks in charts: colours that the colour-blind tell apart (Okabe and Ito 2008), and with each a dash, a
 * mark and a hatching, so that none is needed to tell them apart in black and white.
 */
enum Stroke {
    BLUE("#0072b2", "", Mark.CIRCLE),
    VERMILION("#d55e00", "9 4", Mark.SQUARE),
    GREEN("#00795a", "2 3", Mark.TRIANGLE),
    PURPLE("#a8447f", "12 3 2 3", Mark.DIAMOND),
    BLACK("#000000", "5 2 1 2 1 2", Mark.CROSS),
    SKY("#2b86bd", "16 5", Mark.PLUS);

    private enum Mark {
        CIRCLE("M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z"),
        SQUARE("M-3.5 -3.5H3.5V3.5H-3.5Z"),
        TRIANGLE("M0 -4.6L4.4 3.4H-4.4Z"),
        DIAMOND("M0 -5L5 0L0 5L-5 0Z"),
        CROSS("M-4 -4L4 4M-4 4L4 -4"),
        PLUS("M-5 0H5M0 -5V5");

        private final String path;

        Mark(String path) {
            this.path = path;
        }
    }

    private final String colour;
    private final String dash;
    private final Mark mark;

    Stroke(String colour, String dash, Mark mark) {
        this.colour = colour;
        this.dash = dash;
        this.mark = mark;
    }

    /** Of the detector at a place; those beyond the last look like the first ones again. */
    static Stroke of(int place) {
        return values()[place % values().length];
    }

    /** @param path SVG path data */
    String line(String path) {
        return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\""
                + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + '"') + "/>\n";
    }

    String mark(double x, double y) {
        return String.format(
                Locale.ROOT,
                "<path d=\"%s\" transform=\"translate(%.1f %.1f)\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.8\"/>%n",
                mark.path,
                x,
                y,
                colour);
    }

    /** A bar, and {@link #hatching} must be defined in its picture. */
    String bar(String picture, double x, double y, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#%s)\" stroke=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                hatchingId(picture),
                colour);
    }

    private String hatchingId(String picture) {
        return picture + "-hatching-" + ordinal();
    }

    /** The definition of the bars' filling; ids are unique in the page by the picture's. */
    String hatching(String picture) {
        String lines =
                switch (this) {
                    case BLUE -> "<rect width=\"8\" height=\"8\" fill=\"" + colour + "\"/>";
                    case VERMILION -> strokes("M0 8L8 0M-2 2L2 -2M6 10L10 6");
                    case GREEN -> strokes("M0 4H8");
                    case PURPLE -> strokes("M0 0L8 8M-2 6L2 10M6 -2L10 2");
                    case BLACK -> strokes("M4 0V8M0 4H8");
                    case SKY -> strokes("M4 0V8");
                };
        return "<pattern id=\"" + hatchingId(picture)
                + "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"#fff\"/>"
                + lines + "</pattern>\n";
    }

    private String strokes(String path) {
        return "<path d=\"" + path + "\" stroke=\"" + colour + "\" stroke-width=\"2\"/>";
    }
}
