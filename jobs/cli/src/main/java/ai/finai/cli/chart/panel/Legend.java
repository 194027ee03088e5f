package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.history.History;
import ai.finai.cli.chart.history.History.Bar;
import ai.finai.events.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the marks mean that are in the picture, and no others; in as many lines as it takes. */
final class Legend {

    private static final double LINE = 18;
    private static final double SAMPLE = 22;
    private static final double SPACE = 18;

    /** Draws a sample around a place. */
    private interface Sample {
        void draw(Canvas canvas, double x, double y);
    }

    private record Entry(Sample sample, String text) {

        double width() {
            return SAMPLE + Lettering.TEXT.width(text) + SPACE;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final double left;
    private final double right;

    Legend(History history, Places places, double left, double right) {
        this.left = left;
        this.right = right;
        if (PricePanel.hasCandles(places)) {
            add("rose", (canvas, x, y) -> PricePanel.drawCandle(canvas, true, x, 7, y - 7, y - 4, y + 4, y + 7));
            add("fell", (canvas, x, y) -> PricePanel.drawCandle(canvas, false, x, 7, y - 7, y - 4, y + 4, y + 7));
        } else {
            add("close", (canvas, x, y) -> canvas.line(x - 8, y, x + 8, y, Pen.solid(Ink.BLACK, 1.4)));
        }
        if (history.bars().stream().anyMatch(Bar::isExpected)) {
            add("95 % expected by the model", (canvas, x, y) -> canvas.rectangle(x - 8, y - 6, 16, 12, Ink.SKY, null));
        }
        if (!history.splits().isEmpty()) {
            add("split", (canvas, x, y) -> canvas.line(x, y - 8, x, y + 8, SymbolChart.SPLIT));
        }
        for (Severity severity : Severity.values()) {
            if (history.alerts().stream().anyMatch(alert -> alert.severity() == severity)) {
                add(
                        severity.name().toLowerCase(Locale.ROOT) + " alert",
                        (canvas, x, y) -> SeverityMark.draw(canvas, severity, x, y));
            }
        }
        if (history.headlines().stream().anyMatch(headline -> headline.balance() >= 0)) {
            add("good news", (canvas, x, y) -> SentimentPanel.draw(canvas, 1, x, y + 5, y - 5, 4));
        }
        if (history.headlines().stream().anyMatch(headline -> headline.balance() < 0)) {
            add("bad news", (canvas, x, y) -> SentimentPanel.draw(canvas, -1, x, y - 5, y + 5, 4));
        }
        if (history.headlines().stream().anyMatch(headline -> Double.isNaN(headline.balance()))) {
            add("news that no model read", (canvas, x, y) -> SentimentPanel.draw(canvas, Double.NaN, x, y, y, 4));
        }
    }

    private void add(String text, Sample sample) {
        entries.add(new Entry(sample, text));
    }

    double height() {
        double x = left;
        int lines = 1;
        for (Entry entry : entries) {
            if (x > left && x + entry.width() - SPACE > right) {
                x = left;
                lines++;
            }
            x += entry.width();
        }
        return lines * LINE;
    }

    void draw(Canvas canvas, double top) {
        canvas.begin("legend", "");
        double x = left;
        double y = top + LINE / 2;
        for (Entry entry : entries) {
            if (x > left && x + entry.width() - SPACE > right) {
                x = left;
                y += LINE;
            }
            entry.sample.draw(canvas, x + 8, y);
            canvas.text(x + SAMPLE, y + 4, entry.text, Lettering.TEXT);
            x += entry.width();
        }
        canvas.end();
    }
}
