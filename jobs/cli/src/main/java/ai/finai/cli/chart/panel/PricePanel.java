package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.history.History;
import ai.finai.cli.chart.history.History.Bar;
import ai.finai.cli.chart.history.History.Finding;
import ai.finai.events.Instants;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prices as candles where there is room, else closes as a line; before them what was expected, above them alerts. */
final class PricePanel implements Panel {

    /** Pixels that a candle needs. */
    private static final double LEAST_STEP = 4;

    /** Part of the range of prices that what was expected may add at each end. */
    private static final double MOST_BEYOND = 0.3;

    /** Pixels above prices for marks of alerts. */
    private static final double HEADROOM = 16;

    /** Prices whose highest is more than so many times their lowest are drawn by ratio. */
    private static final double WIDE_RANGE = 5;

    private static final double TICKS_APART = 32;

    private final History history;
    private final List<Bar> bars;
    private final Places places;

    PricePanel(History history, Places places) {
        this.history = history;
        this.bars = history.bars();
        this.places = places;
    }

    /** {@code Price, USD}. */
    static String title(History history) {
        return "Price, " + history.currency() + (isWide(history) ? " (logarithmic)" : "");
    }

    private static boolean isWide(History history) {
        double low = history.bars().stream().mapToDouble(Bar::low).min().orElse(1);
        return low > 0 && history.bars().stream().mapToDouble(Bar::high).max().orElse(1) > low * WIDE_RANGE;
    }

    static boolean hasCandles(Places places) {
        return places.step() >= LEAST_STEP;
    }

    @Override
    public void draw(Canvas canvas, double top, double bottom) {
        Panel.title(canvas, places, top, title(history));
        Scale scale = scale(top + HEADROOM, bottom);
        for (Scale.Tick tick : scale.ticks(TICKS_APART)) {
            Panel.rule(canvas, places, scale.y(tick.value()), tick.label());
        }
        drawExpected(canvas, scale);
        if (hasCandles(places)) {
            for (int i = 0; i < bars.size(); i++) {
                drawCandle(canvas, scale, i);
            }
        } else {
            canvas.begin("closes", "");
            canvas.path(
                    Thinned.path(bars.size(), places, i -> scale.y(bars.get(i).close())), Pen.solid(Ink.BLACK, 1.1));
            canvas.end();
        }
        drawAlerts(canvas, scale, top);
    }

    private Scale scale(double top, double bottom) {
        double low = bars.stream().mapToDouble(Bar::low).min().orElse(0);
        double high = bars.stream().mapToDouble(Bar::high).max().orElse(1);
        if (isWide(history)) {
            return Scale.of(low, high, top, bottom).inRatios();
        }
        double lowest = low - (high - low) * MOST_BEYOND;
        double highest = high + (high - low) * MOST_BEYOND;
        for (Bar bar : bars) {
            if (bar.isExpected()) {
                low = Math.min(low, Math.max(lowest, bar.expectedLow()));
                high = Math.max(high, Math.min(highest, bar.expectedHigh()));
            }
        }
        return Scale.of(low, high, top, bottom);
    }

    /** An area for each run of bars with a forecast, from the left end of the first to the right end of the last. */
    private void drawExpected(Canvas canvas, Scale scale) {
        int from = 0;
        while (from < bars.size()) {
            int to = from;
            while (to < bars.size() && bars.get(to).isExpected()) {
                to++;
            }
            if (to > from) {
                canvas.begin("expected", "");
                canvas.area(
                        Thinned.band(from, to, places, this::expectedLow, this::expectedHigh, scale), Ink.SKY, null);
                canvas.end();
            }
            from = Math.max(to, from + 1);
        }
    }

    private double expectedLow(int bar) {
        return bars.get(bar).expectedLow();
    }

    private double expectedHigh(int bar) {
        return bars.get(bar).expectedHigh();
    }

    private void drawCandle(Canvas canvas, Scale scale, int i) {
        Bar bar = bars.get(i);
        boolean up = bar.close() >= bar.open();
        canvas.begin(up ? "candle up" : "candle down", words(bar));
        drawCandle(
                canvas,
                up,
                places.x(i),
                Math.min(20, places.step() * 0.64),
                scale.y(bar.high()),
                scale.y(Math.max(bar.open(), bar.close())),
                scale.y(Math.min(bar.open(), bar.close())),
                scale.y(bar.low()));
        canvas.end();
    }

    /** Hollow where the price rose, full where it fell: told apart without colour. */
    static void drawCandle(
            Canvas canvas, boolean up, double x, double width, double high, double top, double bottom, double low) {
        Pen pen = Pen.solid(Ink.BLACK, 1);
        if (top - high > 0.5) {
            canvas.line(x, high, x, top, pen);
        }
        if (low - bottom > 0.5) {
            canvas.line(x, bottom, x, low, pen);
        }
        canvas.rectangle(x - width / 2, top, width, Math.max(0.6, bottom - top), up ? Ink.WHITE : Ink.BLACK, pen);
    }

    private static String words(Bar bar) {
        return Instants.format(bar.start()) + "  open " + bar.open() + ", high " + bar.high() + ", low " + bar.low()
                + ", close " + bar.close() + ", volume " + Scale.compact(bar.volume());
    }

    /** Of several at one bar the most severe; the lanes below have them all. */
    private void drawAlerts(Canvas canvas, Scale scale, double top) {
        Map<Integer, Finding> worst = new TreeMap<>();
        for (Finding alert : history.alerts()) {
            worst.merge(
                    places.known(alert.eventTime()),
                    alert,
                    (one, other) -> Comparator.comparing(Finding::severity).compare(one, other) >= 0 ? one : other);
        }
        canvas.begin("alerts-at-prices", "");
        worst.forEach((bar, alert) -> SeverityMark.draw(
                canvas,
                alert,
                places.x(bar),
                Math.max(top + 6, scale.y(bars.get(bar).high()) - 9)));
        canvas.end();
    }
}
