package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool on alert rules and queries. Skipped where there is none: {@code .ci/promtool} gets one. */
@Timeout(300)
class PromtoolTest {

    private static final Path FOLDER = ObservabilityFiles.FOLDER;

    @TempDir
    private Path temporary;

    private Path promtool;

    @BeforeEach
    void find() {
        List<Path> places = new ArrayList<>(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .toList());
        places.add(ObservabilityFiles.ROOT.resolve("target/promtool/usr/bin/promtool"));
        promtool = places.stream().filter(Files::isExecutable).findFirst().orElse(null);
        if (promtool == null) {
            abort("There is no promtool, so alert rules are not checked by it. Fetch one with .ci/promtool, or install"
                    + " Prometheus");
        }
    }

    @Test
    void theRulesAreAsPrometheusWantsThem() throws Exception {
        assertThat(run("check", "rules", FOLDER.resolve("rules.yaml").toString()))
                .contains("SUCCESS: " + ObservabilityFiles.alertRules().size() + " rules found");
    }

    @Test
    void eachRuleFiresOnRecordedSeriesAndOnOthersDoesNot() throws Exception {
        Path tests = FOLDER.resolve("rules-test.yaml");
        String text = Files.readString(tests);
        for (ObservabilityFiles.AlertRule rule : ObservabilityFiles.alertRules()) {
            assertThat(text).contains("name: " + rule.name() + " fires", "name: \"" + rule.name() + " is silent: ");
        }
        run("test", "rules", tests.toString());
    }

    /** As rules that record: that is what promtool reads queries in. */
    @Test
    void everyQueryOfADashboardIsOneThatPrometheusTakes() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        int count = 0;
        for (JsonNode dashboard : ObservabilityFiles.dashboards().values()) {
            for (JsonNode panel : ObservabilityFiles.panels(dashboard)) {
                for (String query : ObservabilityFiles.queries(panel)) {
                    rules.append("      - {record: 'panel:")
                            .append(count++)
                            .append("', expr: '")
                            .append(PromQuery.of(query).text().replace("'", "''"))
                            .append("'}\n");
                }
            }
        }
        Path file = Files.writeString(temporary.resolve("panels.yaml"), rules);
        assertThat(run("check", "rules", file.toString())).contains("SUCCESS: " + count + " rules found");
    }

    private String run(String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(promtool.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
