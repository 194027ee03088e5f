package ai.finai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.deploy.check.Rule;
import ai.finai.deploy.check.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What src/docs/threat-model.md says a defence is shown by is there. */
class ThreatModelTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        Set<String> named = named("[A-Z]\\w+(?:Test|Check)");
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(sources()).containsAll(named);
    }

    @Test
    void everyRuleThatItNamesIsChecked() throws IOException {
        Set<String> rules = Rules.ALL.stream().map(Rule::name).collect(Collectors.toSet());
        assertThat(ruleColumn()).isNotEmpty().isSubsetOf(rules);
    }

    /** Behind "finai deploy check" in the last column. */
    private static Set<String> ruleColumn() throws IOException {
        Set<String> rules = new TreeSet<>();
        Matcher rule = Pattern.compile("`finai deploy check`: `([a-z-]+)`").matcher(document());
        while (rule.find()) {
            rules.add(rule.group(1));
        }
        return rules;
    }

    private static Set<String> named(String pattern) throws IOException {
        Set<String> words = new TreeSet<>();
        Matcher word = Pattern.compile("`(" + pattern + ")`").matcher(document());
        while (word.find()) {
            words.add(word.group(1));
        }
        return words;
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, attributes) ->
                        file.toString().endsWith(".java") && file.toString().contains("src/test/"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("src/docs/threat-model.md"));
    }
}
