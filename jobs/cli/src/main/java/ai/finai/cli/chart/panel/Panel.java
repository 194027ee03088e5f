package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.cli.chart.canvas.Pen;

/** A strip of the chart from the left to the right, over the axis of time that all have in common. */
interface Panel {

    /** Of the line with a panel's name, above its values. */
    double TITLE_HEIGHT = 18;

    /** @param top of its values, in pixels */
    void draw(Canvas canvas, double top, double bottom);

    static void title(Canvas canvas, Places places, double top, String title) {
        text(canvas, places.left(), top - 5, title, new Lettering(11, true, Ink.GREY, Anchor.START));
    }

    /** Text at the left that no line of a split or a time goes through. */
    static void text(Canvas canvas, double x, double y, String text, Lettering lettering) {
        canvas.rectangle(x, y - lettering.size() + 1, lettering.width(text), lettering.size() + 2, Ink.WHITE, null);
        canvas.text(x, y, text, lettering);
    }

    /** A line over all bars, and what it stands for at their right. */
    static void rule(Canvas canvas, Places places, double y, String label) {
        canvas.line(places.left(), y, places.right(), y, Pen.solid(Ink.PALE_GREY, 1));
        canvas.text(places.right() + 6, y + 4, label, Lettering.SMALL);
    }
}
