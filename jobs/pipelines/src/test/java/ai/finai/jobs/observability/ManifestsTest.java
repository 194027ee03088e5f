package ai.finai.jobs.observability;

import static ai.finai.jobs.observability.ObservabilityFiles.FOLDER;
import static ai.finai.jobs.observability.ObservabilityFiles.ROOT;
import static ai.finai.jobs.observability.ObservabilityFiles.map;
import static ai.finai.jobs.observability.ObservabilityFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.local.MetricReporters;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** What Kubernetes and Grafana are given. */
class ManifestsTest {

    private static final String REMADE = "run deploy/flink-k8s-operator/observability/make-manifest.sh";

    @Test
    void theManifestsHoldWhatTheyAreMadeFrom() throws Exception {
        assertThat(map(yaml(FOLDER.resolve("prometheus-rule.yaml"))).get("spec"))
                .as(REMADE)
                .isEqualTo(yaml(FOLDER.resolve("rules.yaml")));
        Map<?, ?> spec = map(
                map(yaml(FOLDER.resolve("json-logs/log-configuration.yaml"))).get("spec"));
        assertThat(map(spec.get("logConfiguration")).get("log4j-console.properties"))
                .as(REMADE)
                .isEqualTo(Files.readString(ROOT.resolve("src/config/log4j-json.properties")));
    }

    @Test
    void aClusterReportsAsOneJvmDoesButForThePlace() throws Exception {
        for (Map.Entry<String, String> reporter : Map.of(
                        "prom", "prometheus/prometheus-reporter.yaml", "otel", "otel/otel-reporter.yaml")
                .entrySet()) {
            Configuration inOneJvm = new Configuration();
            inOneJvm.setString("metrics.reporters", reporter.getKey());
            MetricReporters.complete(inOneJvm);
            Map<String, Object> expected = new TreeMap<>(inOneJvm.toMap());
            Map<String, Object> given = new TreeMap<>();
            map(map(map(yaml(FOLDER.resolve(reporter.getValue()))).get("spec")).get("flinkConfiguration"))
                    .forEach((key, value) -> given.put((String) key, value));
            for (String place : List.of(".port", ".exporter.endpoint")) {
                expected.keySet().removeIf(key -> key.endsWith(place));
                given.keySet().removeIf(key -> key.endsWith(place));
            }
            assertThat(given).isEqualTo(expected);
        }
    }

    @Test
    void everyDashboardIsInTheConfigMap() throws Exception {
        Path kustomization = FOLDER.resolve("kustomization.yaml");
        List<?> generated = (List<?>) map(yaml(kustomization)).get("configMapGenerator");
        assertThat((List<?>) map(generated.get(0)).get("files"))
                .map(file -> file.toString().replace("dashboards/", ""))
                .containsExactlyInAnyOrderElementsOf(
                        ObservabilityFiles.dashboards().keySet());
    }

    /** With all namespaces chosen two environments would be one line else, and two jobs too. */
    @Test
    void noPanelAddsUpEnvironmentsOrJobs() throws Exception {
        Pattern aggregation =
                Pattern.compile("\\b(?:sum|max|min|avg|count)\\b(?! by \\(namespace, (?:job_name|tm_id)\\b)");
        for (JsonNode dashboard : ObservabilityFiles.dashboards().values()) {
            for (JsonNode panel : ObservabilityFiles.panels(dashboard)) {
                assertThat(ObservabilityFiles.queries(panel))
                        .isNotEmpty()
                        .noneMatch(query -> aggregation.matcher(query).find());
                assertThat(panel.path("targets").findValuesAsText("legendFormat"))
                        .as(panel.path("title").asText())
                        .allMatch(legend -> legend.startsWith("{{namespace}} {{"));
            }
        }
    }

    @Test
    void everyDashboardHasAUidThatStaysAndEveryPanelSaysWhatItShowsAndInWhichUnit() throws Exception {
        List<String> uids = new ArrayList<>();
        for (JsonNode dashboard : ObservabilityFiles.dashboards().values()) {
            uids.add(dashboard.path("uid").asText());
            assertThat(dashboard.path("templating").path("list").findValuesAsText("name"))
                    .contains("datasource", "namespace", "job_name", "runbooks");
            assertThat(ObservabilityFiles.panels(dashboard)).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("description").asText())
                        .as(panel.path("title").asText())
                        .isNotBlank();
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .isNotBlank();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            });
        }
        assertThat(uids).containsExactlyInAnyOrder("finai-job-health", "finai-aml", "finai-market");
    }
}
