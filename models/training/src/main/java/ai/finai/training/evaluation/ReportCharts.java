package ai.finai.training.evaluation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The charts of the report. A detector looks the same in all of them. */
final class ReportCharts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** More labels than this do not fit under a chart. */
    private static final int MOST_LABELS = 7;

    /** Power of ten at which the axis of false positives begins. */
    private static final int LEAST_FALSE = -4;

    private static final List<LineChart.Axis.Tick> DECADES = List.of(
            new LineChart.Axis.Tick(-4, "0.01 %"),
            new LineChart.Axis.Tick(-3, "0.1 %"),
            new LineChart.Axis.Tick(-2, "1 %"),
            new LineChart.Axis.Tick(-1, "10 %"),
            new LineChart.Axis.Tick(0, "100 %"));

    private final Evaluation evaluation;
    private final List<Detection> detections;

    ReportCharts(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.detections = evaluation.detections();
    }

    /** Which line is whose. */
    String legend() {
        return legend(detection -> true, stroke -> stroke.line("M2 7H54") + stroke.mark(28, 7));
    }

    /** The same for the detectors whose scores are judged as probabilities. */
    String calibrationLegend() {
        return legend(
                detection -> detection.calibration() != null, stroke -> stroke.line("M2 7H54") + stroke.mark(28, 7));
    }

    /** Which bar is whose. */
    String barLegend() {
        String picture = "legend";
        return legend(
                detection -> true,
                stroke -> "<defs>" + stroke.hatching(picture) + "</defs>" + stroke.bar(picture, 16, 1, 38, 12));
    }

    private String legend(Predicate<Detection> shown, Function<Stroke, String> sample) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
        for (int i = 0; i < detections.size(); i++) {
            if (shown.test(detections.get(i))) {
                legend.append("<li><svg viewBox=\"0 0 56 14\" aria-hidden=\"true\">")
                        .append(sample.apply(Stroke.of(i)))
                        .append("</svg>")
                        .append(Html.escaped(detections.get(i).name()))
                        .append("</li>\n");
            }
        }
        return legend.append("</ul>\n").toString();
    }

    String precisionRecall() {
        LineChart chart = new LineChart(
                "pr",
                "Precision against recall",
                "Areas under the curves: " + figures(Detection::area) + ". Guessing has a precision of "
                        + three(evaluation.baseRate()) + " at any recall.",
                LineChart.Axis.share("Recall: share of laundering postings found"),
                LineChart.Axis.share("Precision: share of alerts that are right"));
        chart.reference(List.of(new double[] {0, evaluation.baseRate()}, new double[] {1, evaluation.baseRate()}));
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            List<double[]> points = new ArrayList<>();
            double recall = 0;
            for (PrecisionRecall.Point point : detection.precisionRecall()) {
                points.add(new double[] {recall, point.precision()});
                points.add(new double[] {point.recall(), point.precision()});
                recall = point.recall();
            }
            draw(chart, i, detection, points, 1);
        }
        return chart.svg();
    }

    String roc() {
        LineChart chart = new LineChart(
                "roc",
                "True against false positives",
                "Areas under the curves: " + figures(Detection::roc) + ". Guessing has an area of 0.500.",
                new LineChart.Axis("Share of other postings alerted (logarithmic)", LEAST_FALSE, 0, DECADES),
                LineChart.Axis.share("Share of laundering postings found"));
        chart.reference(guessing());
        for (int i = 0; i < detections.size(); i++) {
            List<double[]> points = new ArrayList<>();
            for (RocCurve.Point point : detections.get(i).rocCurve()) {
                points.add(new double[] {decade(point.falsePositives()), point.truePositives()});
            }
            draw(chart, i, detections.get(i), points, 1);
        }
        return chart.svg();
    }

    /** Alerts are few among many postings: on a linear axis all that matters would lie on its left edge. */
    private static double decade(double falsePositives) {
        return Math.max(LEAST_FALSE, Math.log10(falsePositives));
    }

    private static List<double[]> guessing() {
        List<double[]> points = new ArrayList<>();
        for (double decade = LEAST_FALSE; decade <= 0; decade += 0.125) {
            points.add(new double[] {decade, Math.pow(10, decade)});
        }
        return points;
    }

    /** A curve; of a detector that says yes or no, the one point that it reaches. */
    private static void draw(LineChart chart, int place, Detection detection, List<double[]> points, int reached) {
        Stroke stroke = Stroke.of(place);
        if (!detection.binary()) {
            chart.line(stroke, points);
            spaced(points).forEach(point -> chart.marks(stroke, List.of(point)));
        } else if (detection.alerted().get(0).alerts() > 0 && points.size() > reached) {
            chart.marks(stroke, List.of(points.get(reached)));
        }
    }

    /** A few points along a curve, for marks. */
    private static List<double[]> spaced(List<double[]> points) {
        List<double[]> few = new ArrayList<>();
        double walked = 0;
        for (int i = 1; i < points.size(); i++) {
            walked += Math.abs(points.get(i)[0] - points.get(i - 1)[0])
                    + Math.abs(points.get(i)[1] - points.get(i - 1)[1]);
            if (walked >= 0.33) {
                few.add(points.get(i));
                walked = 0;
            }
        }
        return few;
    }

    /** Empty where no detector claims probabilities. */
    String calibration() {
        LineChart chart = new LineChart(
                "calibration",
                "Observed share of laundering against the score",
                "Ten bins of the score; on the diagonal scores are probabilities.",
                LineChart.Axis.share("Mean score in the bin"),
                LineChart.Axis.share("Share of laundering in the bin"));
        chart.reference(List.of(new double[] {0, 0}, new double[] {1, 1}));
        boolean any = false;
        for (int i = 0; i < detections.size(); i++) {
            Calibration calibration = detections.get(i).calibration();
            if (calibration != null) {
                any = true;
                List<double[]> points = new ArrayList<>();
                for (Calibration.Bin bin : calibration.bins()) {
                    if (bin.rows() > 0) {
                        points.add(new double[] {bin.meanScore(), bin.observed()});
                    }
                }
                chart.line(Stroke.of(i), points).marks(Stroke.of(i), points);
            }
        }
        return any ? chart.svg() : "";
    }

    String typologies() {
        List<BarChart.Group> groups = new ArrayList<>();
        List<Detection.TypologyRecall> rows = detections.get(0).typologies();
        for (int k = 0; k < rows.size(); k++) {
            int at = k;
            groups.add(new BarChart.Group(
                    String.format(
                            Locale.ROOT,
                            "%s (%,d)",
                            rows.get(k).typology(),
                            rows.get(k).postings()),
                    detections.stream()
                            .map(detection -> detection.typologies().get(at).recall())
                            .toList()));
        }
        return BarChart.svg(
                "typologies",
                "Recall of each kind of laundering",
                "Where 0.5 % of the postings are alerted; the same figures stand in the table below.",
                groups);
    }

    String areaByWeek() {
        return byWeek("weeks-area", "PR-AUC by week", "PR-AUC of the week", Detection.Week::area);
    }

    String scoreByWeek() {
        return byWeek("weeks-score", "Mean score by week", "Mean score of the week", Detection.Week::meanScore);
    }

    private String byWeek(String id, String title, String label, ToDoubleFunction<Detection.Week> figure) {
        List<Detection.Week> weeks = detections.get(0).weeks();
        double most = detections.stream()
                .flatMap(detection -> detection.weeks().stream())
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        List<LineChart.Axis.Tick> ticks = new ArrayList<>();
        int every = (weeks.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int week = 0; week < weeks.size(); week += every) {
            ticks.add(new LineChart.Axis.Tick(
                    week, DAY.format(Instant.ofEpochMilli(weeks.get(week).from()))));
        }
        LineChart chart = new LineChart(
                id,
                title,
                "The same figures stand in the table below.",
                new LineChart.Axis("Week from", -0.3, weeks.size() - 0.7, ticks),
                LineChart.Axis.upTo(label, most));
        for (int i = 0; i < detections.size(); i++) {
            List<double[]> points = new ArrayList<>();
            for (int week = 0; week < weeks.size(); week++) {
                points.add(new double[] {
                    week, figure.applyAsDouble(detections.get(i).weeks().get(week))
                });
            }
            chart.line(Stroke.of(i), points).marks(Stroke.of(i), points);
        }
        return chart.svg();
    }

    private String figures(ToDoubleFunction<Detection> figure) {
        StringBuilder text = new StringBuilder();
        for (Detection detection : detections) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(detection.name())
                    .append(' ')
                    .append(three(figure.applyAsDouble(detection)));
        }
        return text.toString();
    }

    private static String three(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.3f", value);
    }
}
