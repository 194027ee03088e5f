package ai.finai.bench.chaos.soak;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Lettering;
import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.canvas.Points;
import ai.finai.cli.chart.canvas.SvgCanvas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What was sampled, over time: five panels, each from 0 to its highest value. */
record SoakPlot(List<Series> series) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 1220;
    private static final int LEFT = 60;
    private static final int RIGHT = 780;
    private static final int PANEL = 200;
    private static final List<Ink> INKS = List.of(Ink.BLUE, Ink.VERMILION, Ink.ORANGE, Ink.PURPLE, Ink.BLACK, Ink.GREY);

    void writeSvg(Path file) throws IOException {
        SvgCanvas canvas = new SvgCanvas(
                WIDTH,
                HEIGHT,
                "Soak",
                "Memory of each process, size of state, time of checkpoints and records behind over time");
        draw(canvas);
        Files.writeString(file, canvas.document());
    }

    private void draw(Canvas canvas) {
        canvas.rectangle(0, 0, WIDTH, HEIGHT, Ink.WHITE, null);
        canvas.text(LEFT, 28, "Soak", Lettering.TITLE);
        panel(canvas, 60, "native memory (outside the heap), MB", " native");
        panel(canvas, 290, "alive on the heap, MB", " heap");
        panel(canvas, 520, "state, MB", " state");
        panel(canvas, 750, "checkpoint, ms", " checkpoint");
        panel(canvas, 980, "records that no checkpoint covers yet", " behind");
    }

    private void panel(Canvas canvas, double top, String title, String kind) {
        List<Series> drawn =
                series.stream().filter(one -> one.name().endsWith(kind)).toList();
        double high =
                Math.max(1, drawn.stream().mapToDouble(Series::highest).max().orElse(1));
        double last = Math.max(
                1,
                drawn.stream()
                        .mapToDouble(one -> one.second(one.size() - 1))
                        .max()
                        .orElse(1));
        double bottom = top + PANEL;
        canvas.text(LEFT, top - 6, title, Lettering.SMALL);
        canvas.line(LEFT, bottom, RIGHT, bottom, Pen.solid(Ink.GREY, 1));
        canvas.text(LEFT - 6, top + 8, number(high), Lettering.SMALL.at(Anchor.END));
        canvas.text(LEFT - 6, bottom, "0", Lettering.SMALL.at(Anchor.END));
        canvas.text(RIGHT, bottom + 14, number(last / 60) + " min", Lettering.SMALL.at(Anchor.END));
        for (int i = 0; i < drawn.size(); i++) {
            Series one = drawn.get(i);
            Points points = new Points();
            for (int j = 0; j < one.size(); j++) {
                points.add(LEFT + one.second(j) / last * (RIGHT - LEFT), bottom - one.value(j) / high * PANEL);
            }
            // Once round the inks with solid lines, then with dashed ones.
            Ink ink = INKS.get(i % INKS.size());
            Pen pen = new Pen(ink, 1.5, i < INKS.size() ? 0 : 5);
            canvas.path(points, pen);
            double y = top + 12 + i * 16;
            canvas.line(RIGHT + 14, y - 4, RIGHT + 34, y - 4, pen);
            canvas.text(RIGHT + 40, y, one.name(), Lettering.SMALL);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }
}
