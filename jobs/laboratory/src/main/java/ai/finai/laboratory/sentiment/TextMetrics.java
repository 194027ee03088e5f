package ai.finai.laboratory.sentiment;

import ai.finai.training.headlines.ClassFigures;
import ai.finai.training.headlines.TextEvaluation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a model's file, manifest and card say of how it did on headlines that it had not seen. */
final class TextMetrics {

    private TextMetrics() {}

    /** By name, all finite: of the first set {@code test.accuracy}, of the second {@code test-2.accuracy}, and so on. */
    static Map<String, Double> of(List<TextEvaluation.TestSet> sets) {
        Map<String, Double> metrics = new TreeMap<>();
        for (int i = 0; i < sets.size(); i++) {
            String prefix = i == 0 ? "test." : "test-" + (i + 1) + '.';
            for (TextEvaluation.Judged judged : sets.get(i).judged()) {
                ClassFigures figures = judged.figures();
                if (judged == sets.get(i).judged().get(0)) {
                    metrics.put(prefix + "accuracy", figures.accuracy());
                    metrics.put(
                            prefix + "accuracy.low", figures.accuracyInterval().lower());
                    metrics.put(
                            prefix + "accuracy.high", figures.accuracyInterval().upper());
                    metrics.put(prefix + "macro-f1", figures.macroF1());
                    metrics.put(prefix + "calibration-error", figures.calibrationError());
                    metrics.put(prefix + "brier", figures.brier());
                } else {
                    String of = judged.name().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
                    metrics.put(prefix + "accuracy.of-" + of, figures.accuracy());
                }
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }
}
