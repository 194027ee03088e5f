package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every query of dashboards and alert rules, held against what running jobs show. */
@Timeout(600)
class QueriesTest {

    /** What Prometheus adds to each series of a pod. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod");

    @Test
    void everyAlertRuleReadsWhatRunningJobsShow() throws Exception {
        Scrape page = ObservedJobs.run().both();
        assertThat(ObservabilityFiles.alertRules()).hasSizeGreaterThan(15).allSatisfy(rule -> {
            PromQuery query = PromQuery.of(rule.expression());
            assertThat(query.selectors()).as(rule.name()).isNotEmpty();
            assertThat(missing(query, page)).as(rule.name()).isEmpty();
        });
    }

    @Test
    void everyPanelReadsWhatRunningJobsShow() throws Exception {
        Scrape page = ObservedJobs.run().both();
        for (Map.Entry<String, JsonNode> dashboard :
                ObservabilityFiles.dashboards().entrySet()) {
            for (JsonNode panel : ObservabilityFiles.panels(dashboard.getValue())) {
                assertThat(ObservabilityFiles.queries(panel)).isNotEmpty().allSatisfy(text -> {
                    PromQuery query = PromQuery.of(text);
                    assertThat(query.selectors()).as(text).isNotEmpty();
                    assertThat(missing(query, page))
                            .as("%s: %s", dashboard.getKey(), panel.path("title"))
                            .isEmpty();
                });
            }
        }
    }

    @Test
    void aQueryOfWhatNoJobShowsIsFound() {
        Scrape page = Scrape.of("# TYPE a gauge\na{x=\"1\",y=\"one way\",} 3.0\n");
        assertThat(missing(PromQuery.of("sum by (x) (rate(a{y=\"one way\"}[5m])) > 0 unless max(a offset 1h)"), page))
                .isEmpty();
        assertThat(missing(
                        PromQuery.of("sum by (z) (rate(b[5m])) / max(a{q=\"1\"}) + a{y=\"two\"} + a{y=~\"one.*|t\"}"),
                        page))
                .containsExactly("metric b", "label q of a", "a{y=\"two\"}", "a{y=\"t\"}", "label z of any");
        assertThatThrownBy(() -> PromQuery.of("sum(a) ; 1")).isInstanceOf(IllegalArgumentException.class);
    }

    /** What the query asks for and the page has not. */
    private static List<String> missing(PromQuery query, Scrape page) {
        List<String> missing = new ArrayList<>();
        for (PromQuery.Selector selector : query.selectors()) {
            Map<String, Set<String>> labels = page.labels().get(selector.metric());
            if (labels == null) {
                missing.add("metric " + selector.metric());
                continue;
            }
            for (PromQuery.Condition condition : selector.conditions()) {
                if (OF_THE_TARGET.contains(condition.label())) {
                    continue;
                }
                Set<String> values = labels.get(condition.label());
                if (values == null) {
                    missing.add("label " + condition.label() + " of " + selector.metric());
                } else if (!condition.value().startsWith("$")) {
                    Arrays.stream(condition.value().split("\\|"))
                            .filter(value -> values.stream().noneMatch(shown -> shown.matches(value)))
                            .forEach(value ->
                                    missing.add(selector.metric() + '{' + condition.label() + "=\"" + value + "\"}"));
                }
            }
        }
        for (String label : query.grouping()) {
            boolean known = query.selectors().stream().anyMatch(selector -> page.labels()
                    .getOrDefault(selector.metric(), Map.of())
                    .containsKey(label));
            if (!known && !OF_THE_TARGET.contains(label)) {
                missing.add("label " + label + " of any");
            }
        }
        return missing;
    }
}
