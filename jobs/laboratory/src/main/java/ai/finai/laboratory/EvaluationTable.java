package ai.finai.laboratory;

import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import ai.finai.training.evaluation.Calibration;
import ai.finai.training.evaluation.Detection;
import ai.finai.training.evaluation.Evaluation;
import ai.finai.training.evaluation.Interval;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as tables on a terminal. */
final class EvaluationTable {

    private EvaluationTable() {}

    static void print(Evaluation evaluation, PrintWriter out) {
        Evaluation.Parts data = evaluation.data();
        out.printf(
                "Test part: %s to %s, %s of %s, %s of them laundering (%s %%)%n%n",
                day(data.testFrom()),
                day(data.testUntil()),
                Figures.count(data.testPostings(), "posting"),
                Figures.count(data.testAccounts(), "account"),
                Figures.grouped(data.testLaundering()),
                String.format(Locale.ROOT, "%.3f", 100 * evaluation.baseRate()));
        detectors(evaluation).print(out);
        out.println();
        typologies(evaluation).print(out);
        calibration(evaluation, out);
        thresholds(evaluation, out);
        out.printf(
                "%nIntervals: 95 %%, accounts drawn anew %d times, seed %d. Guessing has a PR-AUC of %s.%n",
                data.rounds(), data.seed(), figure(evaluation.baseRate()));
        out.flush();
    }

    private static Table detectors(Evaluation evaluation) {
        String first = evaluation.detections().get(0).name();
        Table table = new Table(
                        "DETECTOR",
                        "PR-AUC",
                        "95 %",
                        "AGAINST " + first.toUpperCase(Locale.ROOT),
                        "ROC-AUC",
                        "RECALL AT 0.1 %",
                        "0.5 %",
                        "1 %",
                        "PRECISION AT 0.5 %")
                .alignRight(1, 2, 3, 4, 5, 6, 7, 8);
        for (Detection detection : evaluation.detections()) {
            Interval difference = detection.difference();
            table.row(
                    detection.name(),
                    figure(detection.area()),
                    interval(detection.interval()),
                    difference == null ? "" : interval(difference),
                    figure(detection.roc()),
                    figure(detection.alerted().get(0).recall()),
                    figure(detection.alerted().get(1).recall()),
                    figure(detection.alerted().get(2).recall()),
                    figure(detection.alerted().get(1).precision()));
        }
        return table;
    }

    private static Table typologies(Evaluation evaluation) {
        List<Detection.TypologyRecall> rows = evaluation.detections().get(0).typologies();
        List<String> headers = new ArrayList<>(List.of("RECALL AT 0.5 % OF", "POSTINGS"));
        evaluation
                .detections()
                .forEach(detection -> headers.add(detection.name().toUpperCase(Locale.ROOT)));
        Table table = new Table(headers.toArray(String[]::new));
        for (int column = 1; column < headers.size(); column++) {
            table.alignRight(column);
        }
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = new ArrayList<>(
                    List.of(rows.get(i).typology(), Figures.grouped(rows.get(i).postings())));
            for (Detection detection : evaluation.detections()) {
                cells.add(figure(detection.typologies().get(i).recall()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static void calibration(Evaluation evaluation, PrintWriter out) {
        for (Detection detection : evaluation.detections()) {
            Calibration calibration = detection.calibration();
            if (calibration != null) {
                out.printf(
                        Locale.ROOT,
                        "%n%s: expected calibration error %.4f, Brier score %.4f%s",
                        detection.name(),
                        calibration.expectedError(),
                        calibration.brier(),
                        detection.unscored() == 0
                                ? ""
                                : ", " + Figures.count(detection.unscored(), "posting") + " without a score");
            }
        }
        out.println();
    }

    private static void thresholds(Evaluation evaluation, PrintWriter out) {
        for (Detection detection : evaluation.detections()) {
            Detection.AtThreshold at = detection.atThreshold();
            if (at != null) {
                out.printf(
                        Locale.ROOT,
                        "%s: its threshold of %.4f is reached by %s, recall %s, precision %s%n",
                        detection.name(),
                        at.threshold(),
                        Figures.count(at.alerted(), "posting"),
                        figure(at.recall()),
                        figure(at.precision()));
            }
        }
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.lower())
                ? "-"
                : String.format(Locale.ROOT, "%.3f..%.3f", interval.lower(), interval.upper());
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String day(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
