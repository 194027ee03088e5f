package ai.finai.laboratory.sentiment;

import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.training.evaluation.Interval;
import ai.finai.training.headlines.ClassFigures;
import ai.finai.training.headlines.TextEvaluation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation as tables on a terminal. */
final class TextEvaluationTable {

    private TextEvaluationTable() {}

    static void print(TextEvaluation evaluation, PrintWriter out) {
        for (TextEvaluation.TestSet set : evaluation.sets()) {
            int all = set.headlines().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            out.printf(
                    "%s: %s (%s)%n",
                    set.name(),
                    Figures.count(all, "headline"),
                    Arrays.stream(Sentiment.values())
                            .map(sentiment -> Figures.grouped(set.headlines().getOrDefault(sentiment, 0))
                                    + ' '
                                    + sentiment.code())
                            .collect(Collectors.joining(", ")));
            classifiers(set).print(out);
            out.println();
            confusion(set.judged().get(0)).print(out);
            out.println();
        }
        out.println("Intervals: 95 %, headlines drawn anew 1,000 times.");
        out.flush();
    }

    private static Table classifiers(TextEvaluation.TestSet set) {
        Table table = new Table("CLASSIFIER", "ACCURACY", "95 %", "MACRO-F1", "95 %", "CALIBRATION ERROR", "BRIER")
                .alignRight(1, 2, 3, 4, 5, 6);
        for (TextEvaluation.Judged judged : set.judged()) {
            ClassFigures figures = judged.figures();
            table.row(
                    judged.name(),
                    figure(figures.accuracy()),
                    interval(figures.accuracyInterval()),
                    figure(figures.macroF1()),
                    interval(figures.macroF1Interval()),
                    figure(figures.calibrationError()),
                    figure(figures.brier()));
        }
        return table;
    }

    private static Table confusion(TextEvaluation.Judged judged) {
        Table table = new Table(
                        judged.name().toUpperCase(Locale.ROOT) + " SAYS",
                        "NEGATIVE",
                        "NEUTRAL",
                        "POSITIVE",
                        "PRECISION",
                        "RECALL")
                .alignRight(1, 2, 3, 4, 5);
        for (Sentiment sentiment : Sentiment.values()) {
            List<Integer> row = judged.figures().confusion().get(sentiment.ordinal());
            table.row(
                    "of " + sentiment.code(),
                    Figures.grouped(row.get(0)),
                    Figures.grouped(row.get(1)),
                    Figures.grouped(row.get(2)),
                    figure(judged.figures().precision(sentiment)),
                    figure(judged.figures().recall(sentiment)));
        }
        return table;
    }

    private static String interval(Interval interval) {
        return figure(interval.lower()) + ".." + figure(interval.upper());
    }

    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
