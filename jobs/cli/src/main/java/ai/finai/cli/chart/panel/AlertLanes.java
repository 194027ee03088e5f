package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.history.History.Finding;
import java.util.List;

/** A lane for each kind of alert, with its name: what kind an alert is needs no colour and no legend. */
final class AlertLanes implements Panel {

    private static final double LANE = 15;
    private static final double NAME = 13;

    private final List<Finding> alerts;
    private final List<String> kinds;
    private final Places places;
    private final boolean namesAtTheLeft;

    /** @param namesAtTheLeft of the bars, else above each lane */
    AlertLanes(List<Finding> alerts, Places places, boolean namesAtTheLeft) {
        this.alerts = alerts;
        this.kinds = kinds(alerts);
        this.places = places;
        this.namesAtTheLeft = namesAtTheLeft;
    }

    static List<String> kinds(List<Finding> alerts) {
        return alerts.stream().map(Finding::kind).distinct().sorted().toList();
    }

    /** Pixels that it needs below its title. */
    double height() {
        return kinds.size() * (namesAtTheLeft ? LANE : LANE + NAME);
    }

    @Override
    public void draw(Canvas canvas, double top, double bottom) {
        Panel.title(canvas, places, top, "Alerts");
        double lane = (bottom - top) / kinds.size();
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            double y = top + i * lane + lane - LANE / 2;
            canvas.line(places.left(), y, places.right(), y, Pen.solid(Ink.PALE_GREY, 1));
            if (namesAtTheLeft) {
                canvas.text(places.left() - 8, y + 4, kind, Lettering.SMALL.at(Anchor.END));
            } else {
                canvas.text(places.left(), y - LANE / 2 - 1, kind, Lettering.SMALL);
            }
            for (Finding alert : alerts) {
                if (alert.kind().equals(kind)) {
                    SeverityMark.draw(canvas, alert, places.x(places.known(alert.eventTime())), y);
                }
            }
        }
    }
}
