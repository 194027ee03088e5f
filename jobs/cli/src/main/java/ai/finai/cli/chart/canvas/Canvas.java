package ai.finai.cli.chart.canvas;

import org.jspecify.annotations.Nullable;

/**
 * What a chart is drawn on. Places are in pixels from the top left corner; whoever draws must give finite ones, since a
 * picture with a NaN in it is none: {@link IllegalArgumentException}.
 */
public interface Canvas {

    double width();

    double height();

    /**
     * What is drawn until {@link #end} belongs together.
     *
     * @param kind what it is, in words of lower case that a style sheet or a test can look for: {@code candle up}
     * @param said what a reader sees who points at it, or hears; empty for nothing
     */
    void begin(String kind, String said);

    void end();

    void line(double fromX, double fromY, double toX, double toY, Pen pen);

    /** A line through points; nothing for fewer than two. */
    void path(Points points, Pen pen);

    /** What points enclose, from the first through all others and back. */
    void area(Points points, Ink fill, @Nullable Pen outline);

    void rectangle(double x, double y, double width, double height, Ink fill, @Nullable Pen outline);

    void circle(double x, double y, double radius, Ink fill, @Nullable Pen outline);

    /** @param y of the line that the letters stand on */
    void text(double x, double y, String text, Lettering lettering);
}
