package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.operators.Metrics;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tables of metrics in src/docs/operation.md, held against what the jobs show. */
@Timeout(600)
class MetricsDocumentTest {

    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    private static final Pattern ROW =
            Pattern.compile("\\| (`[^|]+) \\| (counter|gauge|histogram)(?:, of [^|]+)? \\| ([^|]+) \\|.*");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Constants of {@link Metrics} that name no metric. */
    private static final Set<String> LABELS = Set.of("OUTCOME", "BIN", "FEATURE", "RULE", "REASON", "ARCHIVE");

    private record Documented(String name, String kind, String unit, List<String> labels) {

        /** As Flink's reporter for Prometheus puts it together: labels are part of the name. */
        String exposed() {
            String groups = labels.isEmpty() ? "" : String.join("_", labels) + '_';
            return OPERATOR + groups + name.replace('.', '_');
        }
    }

    @Test
    void everyDocumentedMetricIsShownByARunningJob() throws Exception {
        Scrape page = ObservedJobs.run().both();
        assertThat(documented()).hasSizeGreaterThan(30).allSatisfy(metric -> {
            assertThat(page.types())
                    .containsEntry(metric.exposed(), metric.kind().equals("histogram") ? "summary" : "gauge");
            assertThat(page.labels().get(metric.exposed()).keySet())
                    .as(metric.name())
                    .containsAll(metric.labels())
                    .contains("job_name", "operator_name", "subtask_index");
        });
    }

    @Test
    void everyMetricOfTheJobsIsDocumentedWithItsUnit() throws Exception {
        Set<String> own = new TreeSet<>();
        for (Field constant : Metrics.class.getFields()) {
            if (!LABELS.contains(constant.getName())) {
                own.add((String) constant.get(null));
            }
        }
        List<Documented> documented = documented();
        assertThat(documented.stream().map(metric -> metric.name().replace("archive.", "")))
                .containsAll(own);
        assertThat(own)
                .containsAll(documented.stream()
                        .map(metric -> metric.name().replace("archive.", ""))
                        .toList());
        assertThat(documented).allSatisfy(metric -> assertThat(metric.unit()).isNotBlank());
    }

    @Test
    void namesOfJobsOperatorsAndRulesAreLabelsAsTheyAreAndNothingPersonalIs() throws Exception {
        ObservedJobs run = ObservedJobs.run();
        assertThat(run.aml().values("operator_name")).contains("Watch accounts");
        assertThat(run.aml().values("rule")).contains("structuring-cash", "rapid-transfer");
        assertThat(run.both().values("task_attempt_id")).isEmpty();
        assertThat(run.both().text()).doesNotContain(ObservedJobs.PERSONAL);
    }

    @Test
    void everyScoreIsInOneBinAndAnOrderIsCountedByWhatBecameOfIt() throws Exception {
        Scrape page = ObservedJobs.run().aml();
        assertThat(page.sum(OPERATOR + "bin_scores", "", ""))
                .isPositive()
                .isEqualTo(page.sum(OPERATOR + "scoredPostings", "", ""));
        assertThat(page.sum(OPERATOR + "outcome_modelOrders", "outcome", "active"))
                .isEqualTo(1);
        assertThat(page.sum(OPERATOR + "outcome_modelOrders", "outcome", "refused"))
                .isZero();
    }

    /** FinaiModelRefused looks at them all. */
    @Test
    void everyOperatorThatTakesModelsCountsItsOrders() throws Exception {
        Map<String, Set<String>> orders = ObservedJobs.run().both().labels().get(OPERATOR + "outcome_modelOrders");
        assertThat(orders.get("operator_name")).contains("Watch accounts", "Watch symbols", "Read sentiment of news");
        assertThat(orders.get("outcome")).containsExactlyInAnyOrder("active", "refused", "unavailable");
    }

    private static List<Documented> documented() throws Exception {
        List<Documented> all = new ArrayList<>();
        Path page = Path.of(System.getProperty("finai.root"), "src", "docs", "operation.md");
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String[] metricsAndLabels = row.group(1).split(" by ");
                List<String> labels = metricsAndLabels.length == 1 ? List.of() : codes(metricsAndLabels[1]);
                for (String name : codes(metricsAndLabels[0])) {
                    all.add(new Documented(name, row.group(2), row.group(3), labels));
                }
            }
        }
        return all;
    }

    private static List<String> codes(String text) {
        Matcher code = CODE.matcher(text);
        List<String> codes = new ArrayList<>();
        while (code.find()) {
            codes.addAll(Arrays.asList(code.group(1).split(",\\s*")));
        }
        return codes;
    }
}
