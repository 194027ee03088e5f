package ai.finai.training.evaluation;

import java.util.List;
import java.util.Locale;

/** Groups of horizontal bars from 0 to 1, each with its figure, as an SVG picture. */
final class BarChart {

    private static final int WIDTH = 940;
    private static final int LEFT = 210;
    private static final int RIGHT = 60;
    private static final int BAR = 13;
    private static final int GAP = 12;

    private BarChart() {}

    /**
     * A group of bars.
     *
     * @param label of the group
     * @param values one a detector, from 0 to 1, or NaN
     */
    record Group(String label, List<Double> values) {}

    /** @param id unique in the page */
    static String svg(String id, String title, String description, List<Group> groups) {
        int bars = groups.stream().mapToInt(group -> group.values.size()).sum();
        int height = bars * BAR + groups.size() * GAP + 8;
        StringBuilder svg = new StringBuilder(Html.openPicture(id, title, description, WIDTH, height)).append("<defs>");
        int styles =
                groups.stream().mapToInt(group -> group.values.size()).max().orElse(0);
        for (int i = 0; i < styles; i++) {
            svg.append(Stroke.of(i).hatching(id));
        }
        svg.append("</defs>\n");
        double y = 4;
        for (Group group : groups) {
            svg.append(Html.text(LEFT - 10, y + group.values.size() * BAR / 2.0 + 4, "end", group.label));
            for (int i = 0; i < group.values.size(); i++) {
                double value = group.values.get(i);
                double width = Double.isNaN(value) ? 0 : value * (WIDTH - LEFT - RIGHT);
                svg.append(Stroke.of(i).bar(id, LEFT, y + 1, width, BAR - 2))
                        .append(Html.text(
                                LEFT + width + 6,
                                y + BAR - 2.5,
                                "start",
                                Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value)));
                y += BAR;
            }
            y += GAP;
        }
        return svg.append("</svg>\n").toString();
    }
}
