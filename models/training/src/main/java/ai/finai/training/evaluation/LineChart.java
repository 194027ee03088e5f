package ai.finai.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of lines and marks as an SVG picture, with a title and a description for those who do not see it. */
final class LineChart {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final int LEFT = 74;
    private static final int RIGHT = 26;
    private static final int TOP = 12;
    private static final int BOTTOM = 50;

    private final String id;
    private final String title;
    private final String description;
    private final Axis x;
    private final Axis y;
    private final StringBuilder lines = new StringBuilder();

    /**
     * An axis from a lowest to a highest value.
     *
     * @param ticks labelled values
     */
    record Axis(String label, double lowest, double highest, List<Tick> ticks) {

        record Tick(double at, String label) {}

        /** From 0 to 1. */
        static Axis share(String label) {
            return upTo(label, 1);
        }

        /** From 0 to a round number at or above a value. */
        static Axis upTo(String label, double most) {
            double magnitude = Math.pow(10, Math.floor(Math.log10(most > 0 ? most : 1)));
            double step = magnitude / 5;
            for (double wider : new double[] {0.25, 0.5, 1, 2}) {
                if (step * 5 < most * (1 - 1e-9)) {
                    step = magnitude * wider;
                }
            }
            int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
            decimals += step * Math.pow(10, decimals) % 1 > 1e-6 ? 1 : 0;
            List<Tick> ticks = new ArrayList<>();
            for (int i = 0; i <= 5; i++) {
                ticks.add(new Tick(i * step, String.format(Locale.ROOT, "%." + decimals + "f", i * step)));
            }
            return new Axis(label, 0, 5 * step, ticks);
        }
    }

    /** @param id unique in the page */
    LineChart(String id, String title, String description, Axis x, Axis y) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.x = x;
        this.y = y;
    }

    private double atX(double value) {
        return LEFT + (value - x.lowest) / (x.highest - x.lowest) * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double value) {
        return HEIGHT - BOTTOM - (value - y.lowest) / (y.highest - y.lowest) * (HEIGHT - TOP - BOTTOM);
    }

    /** A line through points (x, y). It is parted where y is NaN. */
    LineChart line(Stroke stroke, List<double[]> points) {
        String path = path(points);
        if (!path.isEmpty()) {
            lines.append(stroke.line(path));
        }
        return this;
    }

    /** A thin grey line for comparison. */
    LineChart reference(List<double[]> points) {
        lines.append("<path class=\"reference\" d=\"").append(path(points)).append("\"/>\n");
        return this;
    }

    private String path(List<double[]> points) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (double[] point : points) {
            if (Double.isNaN(point[1])) {
                down = false;
                continue;
            }
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", atX(point[0]), atY(point[1])));
            down = true;
        }
        return path.toString();
    }

    /** Marks at points (x, y); none where y is NaN. */
    LineChart marks(Stroke stroke, List<double[]> points) {
        for (double[] point : points) {
            if (!Double.isNaN(point[1])) {
                lines.append(stroke.mark(atX(point[0]), atY(point[1])));
            }
        }
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder(Html.openPicture(id, title, description, WIDTH, HEIGHT));
        for (Axis.Tick tick : x.ticks) {
            double at = atX(tick.at);
            svg.append(rule(at, atY(y.lowest), at, atY(y.highest)))
                    .append(Html.text(at, HEIGHT - BOTTOM + 18, "middle", tick.label));
        }
        for (Axis.Tick tick : y.ticks) {
            double at = atY(tick.at);
            svg.append(rule(atX(x.lowest), at, atX(x.highest), at))
                    .append(Html.text(LEFT - 7, at + 4, "end", tick.label));
        }
        svg.append(Html.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", x.label));
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2.0,
                Html.escaped(y.label)));
        return svg.append(lines).append("</svg>\n").toString();
    }

    private static String rule(double fromX, double fromY, double toX, double toY) {
        return String.format(
                Locale.ROOT, "<path class=\"grid\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", fromX, fromY, toX, toY);
    }
}
