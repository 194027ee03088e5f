package ai.finai.jobs.local;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/**
 * The two reporters that dashboards and alert rules know, by the names that {@code metrics.reporters} may hold:
 * {@code prom}, a page for Prometheus, and {@code otel}, which sends to an OpenTelemetry collector. Whoever names one gets it
 * set up as in production; what he has set himself wins.
 */
public final class MetricReporters {

    /**
     * Labels that are another value with each attempt or each start. Without them a series goes on over a restart, so a
     * counter's rise is not missed, and Prometheus keeps no series of the dead.
     */
    static final String NOT_AS_LABELS = "job_id;task_id;task_attempt_id;task_attempt_num;operator_id";

    private static final Map<String, Map<String, String>> KNOWN = Map.of(
            "prom",
            Map.of(
                    "factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                    "port", "9249-9259",
                    // Else "structuring-cash" is shown as "structuring_cash".
                    "filterLabelValueCharacters", "false",
                    "scope.variables.excludes", NOT_AS_LABELS),
            "otel",
            Map.of(
                    "factory.class", "org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory",
                    "exporter.endpoint", "http://127.0.0.1:4317",
                    "interval", "10 s",
                    "scope.variables.excludes", NOT_AS_LABELS));

    private MetricReporters() {}

    /** Adds what is not set of each reporter that {@code metrics.reporters} names and that is one of the two. */
    public static void complete(Configuration flink) {
        for (String name : flink.get(MetricOptions.REPORTERS_LIST, "").split("[,;\\s]+")) {
            KNOWN.getOrDefault(name, Map.of()).forEach((key, value) -> {
                String option = "metrics.reporter." + name + '.' + key;
                if (!flink.containsKey(option)) {
                    flink.setString(option, value);
                }
            });
        }
    }
}
