package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.history.History.Bar;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Labels of time. Bars lie beside each other whatever time is between them, so a label stands at the first bar of a year,
 * month, week, day or hour: coarse ones first, finer ones as long as most of them have room.
 */
final class TimeAxis {

    static final double HEIGHT = 22;

    private static final Lettering LABEL = Lettering.SMALL.at(Anchor.MIDDLE);

    /** Pixels between two labels. */
    private static final double SPACE = 12;

    /** Of the labels of a level that must have room, so that none of them is shown by chance. */
    private static final double MOST = 0.7;

    private enum Level {
        DECADE("yyyy", time -> time.getYear() / 10),
        FIVE_YEARS("yyyy", time -> time.getYear() / 5),
        YEAR("yyyy", OffsetDateTime::getYear),
        QUARTER("MMM", time -> months(time) / 3),
        MONTH("MMM", Level::months),
        WEEK("d MMM", time -> Math.floorDiv(time.toLocalDate().toEpochDay() + 3, 7L)),
        DAY("d MMM", time -> time.toLocalDate().toEpochDay()),
        SIX_HOURS("HH:mm", time -> minutes(time) / 360),
        THREE_HOURS("HH:mm", time -> minutes(time) / 180),
        HOUR("HH:mm", time -> minutes(time) / 60),
        HALF_HOUR("HH:mm", time -> minutes(time) / 30),
        QUARTER_HOUR("HH:mm", time -> minutes(time) / 15),
        FIVE_MINUTES("HH:mm", time -> minutes(time) / 5),
        MINUTE("HH:mm", Level::minutes),
        SECOND("HH:mm:ss", OffsetDateTime::toEpochSecond);

        private final DateTimeFormatter format;
        private final ToLongFunction<OffsetDateTime> number;

        Level(String format, ToLongFunction<OffsetDateTime> number) {
            this.format = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
            this.number = number;
        }

        private static long months(OffsetDateTime time) {
            return time.getYear() * 12L + time.getMonthValue() - 1;
        }

        private static long minutes(OffsetDateTime time) {
            return time.toEpochSecond() / 60;
        }
    }

    /** A label at a bar. */
    record Tick(int bar, String label) {}

    private final List<Bar> bars;
    private final Places places;

    TimeAxis(List<Bar> bars, Places places) {
        this.bars = bars;
        this.places = places;
    }

    /** In order of time. */
    List<Tick> ticks() {
        OffsetDateTime[] times = bars.stream()
                .map(bar -> Instant.ofEpochMilli(bar.start()).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        TreeMap<Integer, String> chosen = new TreeMap<>();
        for (Level level : Level.values()) {
            TreeMap<Integer, String> more = new TreeMap<>(chosen);
            int candidates = 0;
            for (int bar = 0; bar < times.length; bar++) {
                if (!chosen.containsKey(bar) && begins(level, times, bar)) {
                    candidates++;
                    put(more, bar, times[bar].format(level.format));
                }
            }
            if (more.size() - chosen.size() < candidates * MOST) {
                break;
            }
            chosen = more;
        }
        List<Tick> ticks = new ArrayList<>();
        chosen.forEach((bar, label) -> ticks.add(new Tick(bar, label)));
        return ticks;
    }

    /** The first bar has none before it, and counts where it starts as the hour or the day does. */
    private static boolean begins(Level level, OffsetDateTime[] times, int bar) {
        OffsetDateTime before = bar == 0 ? times[0].minusSeconds(1) : times[bar - 1];
        return level.number.applyAsLong(times[bar]) != level.number.applyAsLong(before);
    }

    /** Adds a label where it has room. */
    private void put(TreeMap<Integer, String> labels, int bar, String label) {
        var before = labels.floorEntry(bar);
        var after = labels.ceilingEntry(bar);
        boolean fits = (before == null || end(before.getKey(), before.getValue()) + SPACE <= start(bar, label))
                && (after == null || end(bar, label) + SPACE <= start(after.getKey(), after.getValue()))
                && (labels.isEmpty() || (start(bar, label) >= 2 && end(bar, label) <= places.right() + SPACE));
        if (fits) {
            labels.put(bar, label);
        }
    }

    private double start(int bar, String label) {
        return places.x(bar) - LABEL.width(label) / 2;
    }

    private double end(int bar, String label) {
        return places.x(bar) + LABEL.width(label) / 2;
    }

    /** Lines through all panels, to be drawn before what is in them. */
    void drawLines(Canvas canvas, double top, double bottom) {
        canvas.begin("time-lines", "");
        for (Tick tick : ticks()) {
            double x = places.x(tick.bar);
            canvas.line(x, top, x, bottom, Pen.solid(Ink.PALE_GREY, 1));
        }
        canvas.end();
    }

    void drawLabels(Canvas canvas, double top) {
        canvas.begin("time-axis", "");
        canvas.line(places.left(), top, places.right(), top, Pen.solid(Ink.GREY, 1));
        for (Tick tick : ticks()) {
            double x = places.x(tick.bar);
            canvas.line(x, top, x, top + 4, Pen.solid(Ink.GREY, 1));
            double half = LABEL.width(tick.label) / 2;
            double middle = Math.max(half + 2, Math.min(canvas.width() - half - 2, x));
            canvas.text(middle, top + 16, tick.label, LABEL);
        }
        canvas.end();
    }
}
