package ai.finai.cli.chart.canvas;

/**
 * How a line looks.
 *
 * @param width in pixels, positive
 * @param dash length of dashes and of the gaps between them in pixels; 0 for a solid line
 */
public record Pen(Ink ink, double width, double dash) {

    public static Pen solid(Ink ink, double width) {
        return new Pen(ink, width, 0);
    }
}
