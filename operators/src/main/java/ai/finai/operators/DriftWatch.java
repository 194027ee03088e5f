package ai.finai.operators;

import ai.finai.events.Instants;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.contract.StepContract;
import ai.finai.operators.models.ModelReports;
import ai.finai.operators.scoring.Drift;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** Shows the drift of the model in force as metrics, by the hour, and reports it where a week had too much. */
final class DriftWatch {

    /** How many of the worst a report names. */
    private static final int NAMED = 5;

    private final double threshold;
    private final MetricGroup group;
    private final ModelReports reports;
    private final Map<String, Double> latest = new HashMap<>();
    private @Nullable Drift hourly;
    private @Nullable Drift weekly;

    /** @param threshold from which index on drift is reported */
    DriftWatch(double threshold, MetricGroup group, ModelReports reports) {
        this.threshold = threshold;
        this.group = group;
        this.reports = reports;
    }

    /** Compares with another model's training data from now on; null for no model. */
    void watch(@Nullable ModelFile model) {
        latest.replaceAll((title, index) -> Double.NaN);
        hourly = null;
        weekly = null;
        if (model != null && model.contract() instanceof StepContract contract) {
            hourly = new Drift(contract, Drift.Span.HOUR, (from, until, indices) -> show(indices));
            weekly = new Drift(contract, Drift.Span.WEEK, (from, until, indices) -> tell(model, from, until, indices));
        }
    }

    void see(long eventTime, float[] features, int offset, float score) {
        if (hourly != null && weekly != null) {
            hourly.see(eventTime, features, offset, score);
            weekly.see(eventTime, features, offset, score);
        }
    }

    private void show(Map<String, Double> indices) {
        indices.forEach((title, index) -> {
            if (latest.put(title, index) == null) {
                group.addGroup(Metrics.FEATURE, title)
                        .gauge(Metrics.STABILITY_INDEX, (Gauge<Double>) () -> latest.getOrDefault(title, Double.NaN));
            }
        });
    }

    private void tell(ModelFile model, long from, long until, Map<String, Double> indices) {
        List<Map.Entry<String, Double>> drifted = indices.entrySet().stream()
                .filter(entry -> entry.getValue() >= threshold)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .toList();
        if (!drifted.isEmpty()) {
            report(model, from, until, drifted, indices.size());
        }
    }

    private void report(ModelFile model, long from, long until, List<Map.Entry<String, Double>> drifted, int watched) {
        String worst = drifted.stream()
                .limit(NAMED)
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        String reason =
                "from " + Instants.format(from) + " to " + Instants.format(until) + ' ' + drifted.size() + " of "
                        + watched + " distributions were not those of the training data (population stability index "
                        + threshold
                        + " or more): " + worst;
        reports.say(ModelRole.CHAMPION, ModelReference.of(model), ModelStatus.State.DRIFT, reason);
    }
}
