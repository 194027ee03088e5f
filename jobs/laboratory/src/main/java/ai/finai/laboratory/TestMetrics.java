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

    /** By name; all finite. Names begin with {@code test_}; src/docs/data-science.md lists them. */
    static Map<String, Double> of(Evaluation evaluation) {
        Map<String, Double> metrics = new TreeMap<>();
        Detection model = evaluation.detections().get(0);
        metrics.put("test_pr_auc", model.area());
        metrics.put("test_pr_auc_low", model.interval().lower());
        metrics.put("test_pr_auc_high", model.interval().upper());
        metrics.put("test_roc_auc", model.roc());
        metrics.put("test_base_rate", evaluation.baseRate());
        for (Detection.Alerted alerted : model.alerted()) {
            String share = String.format(Locale.ROOT, alerted.share() < 0.01 ? "%.1f" : "%.0f", 100 * alerted.share());
            metrics.put("test_recall_at_" + share + "_percent", alerted.recall());
            metrics.put("test_precision_at_" + share + "_percent", alerted.precision());
        }
        Calibration calibration = model.calibration();
        if (calibration != null) {
            metrics.put("test_calibration_error", calibration.expectedError());
            metrics.put("test_brier", calibration.brier());
        }
        for (Detection other :
                evaluation.detections().subList(1, evaluation.detections().size())) {
            metrics.put("test_pr_auc_of_" + other.name().replaceAll("[^a-z]+", "_"), other.area());
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }
}
