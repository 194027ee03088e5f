package ai.finai.laboratory;

import ai.finai.training.evaluation.Calibration;
import ai.finai.training.evaluation.Detection;
import ai.finai.training.evaluation.Evaluation;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a model's file, manifest and card say of how it did on the test part, beside the other detectors. */
final class TestMetrics {

    private TestMetrics() {}

    /** By name; all finite. Names begin with {@code test.}; src/docs/data-science.md lists them. */
    static Map<String, Double> of(Evaluation evaluation) {
        Map<String, Double> metrics = new TreeMap<>();
        Detection model = evaluation.detections().get(0);
        metrics.put("test.pr-auc", model.area());
        metrics.put("test.pr-auc.low", model.interval().lower());
        metrics.put("test.pr-auc.high", model.interval().upper());
        metrics.put("test.roc-auc", model.roc());
        metrics.put("test.base-rate", evaluation.baseRate());
        for (Detection.Alerted alerted : model.alerted()) {
            String share = String.format(Locale.ROOT, alerted.share() < 0.01 ? "%.1f" : "%.0f", 100 * alerted.share());
            metrics.put("test.recall-at-" + share + "-percent", alerted.recall());
            metrics.put("test.precision-at-" + share + "-percent", alerted.precision());
        }
        Calibration calibration = model.calibration();
        if (calibration != null) {
            metrics.put("test.calibration-error", calibration.expectedError());
            metrics.put("test.brier", calibration.brier());
        }
        for (Detection other :
                evaluation.detections().subList(1, evaluation.detections().size())) {
            metrics.put("test.pr-auc.of-" + other.name().replaceAll("[^a-z]+", "-"), other.area());
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }
}
