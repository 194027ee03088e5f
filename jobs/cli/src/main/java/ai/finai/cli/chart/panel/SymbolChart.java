package ai.finai.cli.chart.panel;

import ai.finai.cli.Figures;
import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.history.History;
import ai.finai.cli.chart.history.History.Bar;
import ai.finai.cli.chart.history.History.UnitChange;
import ai.finai.cli.chart.panel.AlertLanes.Names;
import ai.finai.events.Instants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A symbol's history as one picture: title, legend, and the panels over one axis of time. */
public final class SymbolChart {

    public static final int LEAST_WIDTH = 320;
    public static final int LEAST_HEIGHT = 400;

    static final Pen SPLIT = new Pen(Ink.GREY, 1.2, 4);

    private static final double MARGIN = 14;

    /** For figures at the right of the panels. */
    private static final double RIGHT = 64;

    /** From this width on the names of alerts' kinds are at the left of their lanes. */
    private static final double WIDE = 700;

    /** For price, volume and sentiment; where names of kinds would leave less, there are none. */
    private static final double LEAST_ROOM = 160;

    private static final double DAY = 86_400_000;

    private final History history;

    private SymbolChart(History history) {
        this.history = history;
    }

    public static SymbolChart of(History history) {
        return new SymbolChart(history);
    }

    /** {@code AAPL, 2026-01-05 to 2026-03-02}. */
    public String title() {
        List<Bar> bars = history.bars();
        long first = bars.get(0).start();
        Bar last = bars.get(bars.size() - 1);
        if (history.interval() >= DAY) {
            String to = day(last.start());
            return history.symbol() + ", " + day(first) + (day(first).equals(to) ? "" : " to " + to);
        }
        String to = minute(last.end());
        boolean sameDay = day(first).equals(day(last.end()));
        return history.symbol() + ", " + minute(first) + " to " + (sameDay ? to.substring(11) : to);
    }

    /** What is in it, in figures. */
    public String description() {
        StringBuilder text = new StringBuilder();
        text.append(Figures.count(history.bars().size(), "bar")).append(" of ").append(length(history.interval()));
        text.append(", ").append(Figures.count(history.alerts().size(), "alert"));
        if (history.withdrawn() > 0) {
            text.append(" (").append(history.withdrawn()).append(" more withdrawn)");
        }
        text.append(", ")
                .append(Figures.count(history.headlines().size(), "headline"))
                .append(". Times are UTC.");
        List<UnitChange> splits = history.splits();
        if (!splits.isEmpty()) {
            text.append(" Prices and volumes are in units after the split of ")
                    .append(day(splits.get(splits.size() - 1).effective()))
                    .append('.');
        }
        return text.toString();
    }

    public void draw(Canvas canvas) {
        canvas.rectangle(0, 0, canvas.width(), canvas.height(), Ink.WHITE, null);
        boolean wide = canvas.width() >= WIDE;
        double names = AlertLanes.kinds(history.alerts()).stream()
                .mapToDouble(Lettering.SMALL::width)
                .max()
                .orElse(0);
        double left = MARGIN + (wide && names > 0 ? names + 8 : 0);
        Places places = new Places(history.bars(), left, canvas.width() - RIGHT);

        double y = drawHeader(canvas);
        Legend legend = new Legend(history, places, MARGIN, canvas.width() - MARGIN);
        legend.draw(canvas, y);
        y += legend.height();

        boolean hasNews = !history.headlines().isEmpty();
        boolean hasAlerts = !history.alerts().isEmpty();
        double bottom = canvas.height() - TimeAxis.HEIGHT - 4;
        double titles = Panel.TITLE_HEIGHT * (2 + (hasNews ? 1 : 0) + (hasAlerts ? 1 : 0));
        double room = bottom - y - titles;
        AlertLanes lanes = new AlertLanes(history.alerts(), places, wide ? Names.AT_THE_LEFT : Names.ABOVE);
        if (room - lanes.height() < LEAST_ROOM) {
            lanes = new AlertLanes(history.alerts(), places, Names.NOWHERE);
        }
        room -= lanes.height();
        double third = room * (hasNews ? 0.17 : 0.22);

        double top = y + Panel.TITLE_HEIGHT;
        TimeAxis axis = new TimeAxis(history.bars(), places);
        axis.drawLines(canvas, top, bottom);
        drawSplits(canvas, places, top, bottom);
        double end = top + room - third * (hasNews ? 2 : 1);
        new PricePanel(history, places).draw(canvas, top, end);
        if (hasAlerts) {
            top = end + Panel.TITLE_HEIGHT;
            end = top + lanes.height();
            lanes.draw(canvas, top, end);
        }
        top = end + Panel.TITLE_HEIGHT;
        end = top + third;
        new VolumePanel(history.bars(), places).draw(canvas, top, end);
        if (hasNews) {
            top = end + Panel.TITLE_HEIGHT;
            end = top + third;
            new SentimentPanel(history.headlines(), places).draw(canvas, top, end);
        }
        axis.drawLabels(canvas, bottom);
    }

    /** @return where it ends */
    private double drawHeader(Canvas canvas) {
        canvas.text(MARGIN, 26, title(), Lettering.TITLE.fitting(title(), canvas.width() - 2 * MARGIN));
        double y = 44;
        for (String line : lines(description(), canvas.width() - 2 * MARGIN)) {
            canvas.text(MARGIN, y, line, Lettering.TEXT.in(Ink.GREY));
            y += 16;
        }
        return y - 8;
    }

    private static List<String> lines(String text, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && Lettering.TEXT.width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void drawSplits(Canvas canvas, Places places, double top, double bottom) {
        double lastEnd = places.left() + Lettering.SMALL.width(PricePanel.title(history)) + 20;
        int row = 0;
        for (UnitChange split : history.splits()) {
            double x = places.x(places.startingAt(split.effective())) - places.step() / 2;
            String label = "split " + split.inWords();
            double width = Lettering.SMALL.width(label) + 8;
            boolean atTheEnd = x + width > places.right();
            double start = atTheEnd ? x - width : x;
            row = start < lastEnd ? (row + 1) % 4 : 0;
            lastEnd = start + width;
            canvas.begin("split", label + ' ' + Instants.format(split.effective()));
            canvas.line(x, top, x, bottom, SPLIT);
            Lettering lettering = Lettering.SMALL.in(Ink.GREY).at(atTheEnd ? Anchor.END : Anchor.START);
            canvas.text(x + (atTheEnd ? -4 : 4), top - 5 + row * 12.0, label, lettering);
            canvas.end();
        }
    }

    private static String day(long time) {
        return Instants.format(time).substring(0, 10);
    }

    private static String minute(long time) {
        return Instants.format(time).substring(0, 16).replace('T', ' ');
    }

    /** {@code 1 min}, {@code 1 day}. */
    private static String length(long interval) {
        Duration duration = Duration.ofMillis(interval);
        if (interval % DAY == 0) {
            return Figures.count(duration.toDays(), "day");
        }
        if (duration.toMillis() % 3_600_000 == 0) {
            return duration.toHours() + " h";
        }
        return duration.toMillis() % 60_000 == 0 ? duration.toMinutes() + " min" : duration.toMillis() / 1000.0 + " s";
    }
}
