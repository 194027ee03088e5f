package ai.finai.jobs.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Dashboards and alert rules as they are deployed. */
final class ObservabilityFiles {

    static final Path ROOT = Path.of(System.getProperty("finai.root"));
    static final Path FOLDER = ROOT.resolve("deploy/flink-k8s-operator/observability");

    private ObservabilityFiles() {}

    /** @param summary with its placeholders */
    record AlertRule(String name, String expression, String severity, String summary, String runbook) {}

    static List<AlertRule> alertRules() throws IOException {
        List<AlertRule> rules = new ArrayList<>();
        for (Object group : list(yaml(FOLDER.resolve("rules.yaml")), "groups")) {
            for (Object rule : list(group, "rules")) {
                Map<?, ?> annotations = (Map<?, ?>) map(rule).get("annotations");
                rules.add(new AlertRule(
                        (String) map(rule).get("alert"),
                        (String) map(rule).get("expr"),
                        (String) map(map(rule).get("labels")).get("severity"),
                        (String) annotations.get("summary"),
                        (String) annotations.get("runbook_url")));
            }
        }
        return rules;
    }

    /** By file name. */
    static Map<String, JsonNode> dashboards() throws IOException {
        Map<String, JsonNode> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), new ObjectMapper().readTree(Files.readString(file)));
            }
        }
        return all;
    }

    /** Those that show something: a row is none. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    static List<String> queries(JsonNode panel) {
        List<String> queries = new ArrayList<>();
        panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
        return queries;
    }

    static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }

    static List<?> list(Object node, String key) {
        return (List<?>) map(node).get(key);
    }
}
