package ai.finai.patterns.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.ParameterTable;
import ai.finai.patterns.Rule;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether {@code src/docs/rules.md} says what the code does. */
class RulesDocumentTest {

    @Test
    void theTablesOfParametersAreTheCodes() throws IOException {
        String document = document();
        for (KindDefinition<?> kind : RuleKinds.ALL) {
            assertThat(document).contains(ParameterTable.of(kind));
        }
    }

    @Test
    void everyComponentOfARuleKindIsAParameter() {
        for (KindDefinition<?> kind : RuleKinds.ALL) {
            assertThat(kind.parameters().stream().map(Parameter::name))
                    .containsExactlyElementsOf(Arrays.stream(kind.type().getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
        }
    }

    @Test
    void theBookInTheDocumentIsTheShippedOne() throws IOException {
        String document = document();
        int start = document.indexOf("```yaml\n") + 8;
        String yaml = document.substring(start, document.indexOf("```", start));

        List<Rule> rules = RuleBookReader.read("rules.md", yaml).rules();
        assertThat(rules).isEqualTo(RuleBookReader.shipped().rules());
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/rules.md"));
    }
}
