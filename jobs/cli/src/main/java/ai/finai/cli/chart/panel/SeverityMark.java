package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.canvas.Points;
import ai.finai.cli.chart.history.History.Finding;
import ai.finai.events.Instants;
import ai.finai.events.Severity;
import java.util.Locale;

/** How an alert looks: its severity by shape, size and colour, each enough by itself. */
final class SeverityMark {

    private static final Pen OUTLINE = Pen.solid(Ink.BLACK, 1);

    private SeverityMark() {}

    static void draw(Canvas canvas, Severity severity, double x, double y) {
        switch (severity) {
            case LOW -> canvas.circle(x, y, 3.2, Ink.WHITE, OUTLINE);
            case MEDIUM -> canvas.rectangle(x - 3.3, y - 3.3, 6.6, 6.6, Ink.ORANGE, OUTLINE);
            case HIGH -> canvas.area(Points.of(x, y - 5, x + 5, y + 4, x - 5, y + 4), Ink.VERMILION, OUTLINE);
            case CRITICAL -> canvas.area(Points.of(x, y - 6, x + 5.5, y, x, y + 6, x - 5.5, y), Ink.PURPLE, OUTLINE);
        }
    }

    static void draw(Canvas canvas, Finding alert, double x, double y) {
        canvas.begin(
                "alert " + alert.kind() + ' ' + alert.severity().name().toLowerCase(Locale.ROOT),
                Instants.format(alert.eventTime()) + "  " + alert.severity() + "  " + alert.kind() + ": "
                        + alert.narrative());
        draw(canvas, alert.severity(), x, y);
        canvas.end();
    }
}
