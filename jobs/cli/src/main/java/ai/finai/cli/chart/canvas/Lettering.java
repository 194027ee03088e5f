package ai.finai.cli.chart.canvas;

/**
 * How text looks, in a plain sans serif.
 *
 * @param size in pixels
 * @param anchor what of the text is at its place
 */
public record Lettering(double size, boolean bold, Ink ink, Anchor anchor) {

    /** Advance of a letter in heights, a little more than the widest of the usual sans serifs has on average. */
    private static final double ADVANCE = 0.61;

    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    public static final Lettering TITLE = new Lettering(18, true, Ink.BLACK, Anchor.START);
    public static final Lettering TEXT = new Lettering(12, false, Ink.BLACK, Anchor.START);
    public static final Lettering SMALL = new Lettering(11, false, Ink.BLACK, Anchor.START);

    public Lettering at(Anchor where) {
        return new Lettering(size, bold, ink, where);
    }

    public Lettering in(Ink colour) {
        return new Lettering(size, bold, colour, anchor);
    }

    /** As large as this, or smaller where a text would be wider than that. */
    public Lettering fitting(String text, double most) {
        return new Lettering(Math.min(size, size * most / width(text)), bold, ink, anchor);
    }

    /** About as many pixels as a text is wide: the same for every form of a picture and on every machine. */
    public double width(String text) {
        return text.codePointCount(0, text.length()) * size * (bold ? ADVANCE * 1.1 : ADVANCE);
    }
}
