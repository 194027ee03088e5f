package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.observability.ObservabilityFiles.AlertRule;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbooksTest {

    private static final Path DOCUMENTS = ObservabilityFiles.ROOT.resolve("src/docs");
    private static final Path RUNBOOKS = DOCUMENTS.resolve("runbooks");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static final List<String> SECTIONS =
            List.of("## What you see", "## What it means", "## What to do now", "## How to verify", "## Afterwards");

    @Test
    void eachAlertNamesAPageThatSpeaksOfIt() throws Exception {
        assertThat(ObservabilityFiles.alertRules()).allSatisfy(rule -> {
            Path page = ObservabilityFiles.ROOT.resolve(rule.runbook());
            assertThat(page).isRegularFile().hasParent(RUNBOOKS);
            assertThat(Files.readString(page)).contains('`' + rule.name() + '`');
            assertThat(rule.summary()).as(rule.name()).contains("{{ $labels.job_name }}");
            assertThat(rule.severity()).isIn("warning", "critical");
        });
        assertThat(ObservabilityFiles.alertRules().stream().map(AlertRule::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachPageHasTheSameParts() throws Exception {
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith("## ")))
                    .as(page.toString())
                    .containsExactlyElementsOf(SECTIONS);
        }
    }

    @Test
    void eachLinkOfAPanelIsAPage() throws Exception {
        for (JsonNode dashboard : ObservabilityFiles.dashboards().values()) {
            for (JsonNode panel : ObservabilityFiles.panels(dashboard)) {
                assertThat(panel.path("links"))
                        .as(panel.path("title").asText())
                        .isNotEmpty()
                        .allSatisfy(link -> {
                            assertThat(link.path("url").asText()).startsWith("${runbooks}/");
                            assertThat(RUNBOOKS.resolve(
                                            link.path("url").asText().substring("${runbooks}/".length())))
                                    .isRegularFile();
                        });
            }
        }
    }

    @Test
    void eachLinkInThePagesLeadsSomewhere() throws Exception {
        List<Path> all = new ArrayList<>(pages());
        all.add(DOCUMENTS.resolve("observability.md"));
        all.add(DOCUMENTS.resolve("operation.md"));
        for (Path page : all) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!link.group(1).startsWith("http")) {
                    leadsSomewhere(page, link.group(1));
                }
            }
        }
    }

    private static void leadsSomewhere(Path page, String link) throws Exception {
        int hash = link.indexOf('#');
        Path target = hash == 0 ? page : page.resolveSibling(hash < 0 ? link : link.substring(0, hash));
        assertThat(target).as("%s in %s", link, page).exists();
        if (hash >= 0) {
            assertThat(Files.readAllLines(target).stream()
                            .filter(line -> line.startsWith("#"))
                            .map(RunbooksTest::anchor))
                    .as("%s in %s", link, page)
                    .contains(link.substring(hash + 1));
        }
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Path> pages() throws Exception {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            List<Path> pages =
                    files.filter(file -> !file.endsWith("README.md")).sorted().toList();
            assertThat(pages).hasSizeGreaterThan(12);
            return pages;
        }
    }
}
