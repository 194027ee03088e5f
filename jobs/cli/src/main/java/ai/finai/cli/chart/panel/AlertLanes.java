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

    /** Where the names of kinds are. */
    enum Names {
        AT_THE_LEFT,
        ABOVE,
        /** Nowhere: all kinds share a lane. */
        NOWHERE
    }

    private final List<Finding> alerts;
    private final List<String> kinds;
    private final Places places;
    private final Names names;

    AlertLanes(List<Finding> alerts, Places places, Names names) {
        this.alerts = alerts;
        this.kinds = kinds(alerts);
        this.places = places;
        this.names = names;
    }

    static List<String> kinds(List<Finding> alerts) {
        return alerts.stream().map(Finding::kind).distinct().sorted().toList();
    }

    /** Pixels that it needs below its title; none without alerts. */
    double height() {
        if (alerts.isEmpty()) {
            return 0;
        }
        return switch (names) {
            case AT_THE_LEFT -> kinds.size() * LANE;
            case ABOVE -> kinds.size() * (LANE + NAME);
            case NOWHERE -> LANE;
        };
    }

    @Override
    public void draw(Canvas canvas, double top, double bottom) {
        Panel.title(canvas, places, top, names == Names.NOWHERE ? "Alerts of all kinds" : "Alerts");
        double lane = names == Names.NOWHERE ? 0 : (bottom - top) / kinds.size();
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            double y = (names == Names.NOWHERE ? bottom : top + (i + 1) * lane) - LANE / 2;
            canvas.line(places.left(), y, places.right(), y, Pen.solid(Ink.PALE_GREY, 1));
            if (names == Names.AT_THE_LEFT) {
                canvas.text(places.left() - 8, y + 4, kind, Lettering.SMALL.at(Anchor.END));
            } else if (names == Names.ABOVE) {
                Panel.text(canvas, places.left(), y - LANE / 2 - 1, kind, Lettering.SMALL);
            }
            for (Finding alert : alerts) {
                if (alert.kind().equals(kind)) {
                    SeverityMark.draw(canvas, alert, places.x(places.known(alert.eventTime())), y);
                }
            }
        }
    }
}
