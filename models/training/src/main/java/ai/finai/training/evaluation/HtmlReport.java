package ai.finai.training.evaluation;

import static ai.finai.training.evaluation.ReportText.day;
import static ai.finai.training.evaluation.ReportText.figure;
import static ai.finai.training.evaluation.ReportText.grouped;
import static ai.finai.training.evaluation.ReportText.interval;
import static ai.finai.training.evaluation.ReportText.percent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An evaluation as one HTML page that needs nothing else: no script, no other file, no network. To be read on a screen, on
 * paper, in black and white, and by a screen reader. The same evaluation gives the same page.
 */
public final class HtmlReport {

    /** What {@link Evaluation#about()} calls the model, if there is one; then it is the first detector. */
    public static final String MODEL = "model";

    private final Evaluation evaluation;
    private final ReportCharts charts;
    private final StringBuilder page = new StringBuilder(1 << 17);

    private HtmlReport(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.charts = new ReportCharts(evaluation);
    }

    /** The page, to be written as UTF-8. */
    public static String of(Evaluation evaluation) {
        return new HtmlReport(evaluation).write();
    }

    private String write() {
        String model = evaluation.about().containsKey(MODEL)
                ? ": " + evaluation.detections().get(0).name()
                : "";
        String title = "How well laundering is found" + model;
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escaped(title))
                .append("</title>\n<style>\n")
                .append(styles())
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Html.escaped(title))
                .append("</h1>\n");
        ReportLead.of(evaluation).forEach(this::paragraph);
        detectors();
        curves();
        typologies();
        calibration();
        weeks();
        provenance();
        definitions();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String styles() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void detectors() {
        heading("Detectors side by side");
        List<String> headers = new ArrayList<>(List.of("Detector", "PR-AUC", "95 % interval"));
        if (evaluation.detections().size() > 1) {
            headers.add("PR-AUC less that of " + evaluation.detections().get(0).name() + ", 95 %");
        }
        headers.add("ROC-AUC");
        evaluation
                .detections()
                .get(0)
                .alerted()
                .forEach(alerted -> headers.add("Recall at " + percent(alerted.share())));
        headers.add("Precision at 0.5\u00a0%");
        ReportTable table = new ReportTable("Figures on the test part", headers);
        for (Detection detection : evaluation.detections()) {
            List<String> cells = new ArrayList<>(List.of(figure(detection.area()), interval(detection.interval())));
            if (evaluation.detections().size() > 1) {
                cells.add(interval(detection.difference()));
            }
            cells.add(figure(detection.roc()));
            detection.alerted().forEach(alerted -> cells.add(figure(alerted.recall())));
            cells.add(figure(detection.alerted().get(1).precision()));
            table.row(detection.name(), cells);
        }
        page.append(table.html()).append("<dl>\n");
        for (Detection detection : evaluation.detections()) {
            page.append("<dt>")
                    .append(Html.escaped(detection.name()))
                    .append("</dt><dd>")
                    .append(Html.escaped(detection.description()))
                    .append("</dd>\n");
        }
        page.append("</dl>\n");
    }

    private void curves() {
        openSection("Curves");
        page.append(charts.legend()).append("<div class=\"pair\">\n");
        picture(charts.precisionRecall(), "Precision and recall as the threshold falls. The thin line is guessing.");
        picture(charts.roc(), "True against false positives (ROC) as the threshold falls. The thin line is guessing.");
        page.append("</div>\n");
        paragraph("A rule book says yes or no: it has a point, not a curve.");
        endKeep();
        closeSection();
    }

    private void typologies() {
        openSection("By kind of laundering");
        page.append(charts.barLegend());
        picture(charts.typologies(), "Recall where 0.5 % of the postings are alerted; in brackets how many there are.");
        endKeep();
        List<String> headers = new ArrayList<>(List.of("Kind", "Postings"));
        evaluation.detections().forEach(detection -> headers.add(detection.name()));
        ReportTable table = new ReportTable("Recall at 0.5 % alerted", headers);
        List<Detection.TypologyRecall> rows = evaluation.detections().get(0).typologies();
        for (int i = 0; i < rows.size(); i++) {
            int at = i;
            List<String> cells = new ArrayList<>(List.of(grouped(rows.get(i).postings())));
            evaluation
                    .detections()
                    .forEach(detection ->
                            cells.add(figure(detection.typologies().get(at).recall())));
            table.row(rows.get(i).typology(), cells);
        }
        page.append(table.html());
        closeSection();
    }

    private void calibration() {
        String chart = charts.calibration();
        if (chart.isEmpty()) {
            return;
        }
        openSection("Are scores probabilities?");
        page.append("<div class=\"pair\">\n");
        picture(
                chart,
                "Share of laundering among postings of about one score. On the thin line scores are probabilities.");
        ReportTable table = new ReportTable(
                "Calibration", List.of("Detector", "Expected calibration error", "Brier score", "Without a score"));
        for (Detection detection : evaluation.detections()) {
            Calibration calibration = detection.calibration();
            if (calibration != null) {
                table.row(
                        detection.name(),
                        List.of(
                                String.format(Locale.ROOT, "%.5f", calibration.expectedError()),
                                String.format(Locale.ROOT, "%.5f", calibration.brier()),
                                grouped(calibration.unscored())));
            }
        }
        page.append("<div>")
                .append(table.html())
                .append(charts.calibrationLegend())
                .append("</div>\n</div>\n");
        endKeep();
        closeSection();
    }

    private void weeks() {
        openSection("Over time");
        page.append(charts.legend()).append("<div class=\"pair\">\n");
        picture(charts.areaByWeek(), "PR-AUC of each week alone. A week without laundering has none.");
        picture(charts.scoreByWeek(), "Mean score of each week: where it moves, payments or model have changed.");
        page.append("</div>\n");
        endKeep();
        List<String> headers = new ArrayList<>(List.of("Week from", "Postings", "Laundering"));
        evaluation.detections().forEach(detection -> headers.add(detection.name() + ": PR-AUC, mean score"));
        ReportTable table = new ReportTable("By week of event time (UTC)", headers);
        List<Detection.Week> weeks = evaluation.detections().get(0).weeks();
        for (int i = 0; i < weeks.size(); i++) {
            int at = i;
            List<String> cells = new ArrayList<>(List.of(
                    grouped(weeks.get(i).postings()), grouped(weeks.get(i).laundering())));
            evaluation.detections().forEach(detection -> {
                Detection.Week week = detection.weeks().get(at);
                cells.add(figure(week.area()) + ", " + String.format(Locale.ROOT, "%.5f", week.meanScore()));
            });
            table.row(day(weeks.get(i).from()), cells);
        }
        page.append(table.html());
        closeSection();
    }

    private void provenance() {
        openSection("What was evaluated");
        endKeep();
        Evaluation.Parts data = evaluation.data();
        ReportTable table = new ReportTable("Data, seed and model", List.of("What", "Value"));
        evaluation.about().forEach((name, value) -> table.row(name, List.of(value)));
        table.row("training part", part(data.trainPostings(), data.trainLaundering()));
        table.row("validation part", part(data.validationPostings(), data.validationLaundering()));
        table.row("test part", part(data.testPostings(), data.testLaundering()));
        table.row("all postings", List.of(grouped(data.postings()) + " of " + grouped(data.accounts()) + " accounts"));
        table.row("features and labels, sha256", List.of(data.sha256()));
        table.row("seed", List.of(Long.toString(data.seed())));
        table.row("draws of accounts", List.of(Integer.toString(data.rounds())));
        page.append("<div class=\"facts\">").append(table.html()).append("</div>\n");
        closeSection();
    }

    private static List<String> part(int postings, int laundering) {
        return List.of(grouped(postings) + " postings, " + grouped(laundering) + " of them laundering");
    }

    private void definitions() {
        openSection("How to read it");
        endKeep();
        page.append(ReportText.DEFINITIONS);
        closeSection();
    }

    private void openSection(String title) {
        page.append("<section>\n<div class=\"keep\">\n");
        heading(title);
    }

    /** What came since the section's title stays on one page with it. */
    private void endKeep() {
        page.append("</div>\n");
    }

    private void closeSection() {
        page.append("</section>\n");
    }

    private void heading(String title) {
        page.append("<h2>").append(Html.escaped(title)).append("</h2>\n");
    }

    private void paragraph(String text) {
        page.append("<p>").append(Html.escaped(text)).append("</p>\n");
    }

    private void picture(String svg, String caption) {
        page.append("<figure>\n")
                .append(svg)
                .append("<figcaption>")
                .append(Html.escaped(caption))
                .append("</figcaption>\n</figure>\n");
    }
}
