package ai.finai.patterns.market.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.ParameterTable;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleKind;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether {@code src/docs/market-rules.md} says what the code does. */
class MarketRulesDocumentTest {

    @Test
    void theTablesOfParametersAreTheCodes() throws IOException {
        String document = document();
        for (KindDefinition<MarketRuleKind> kind : MarketRuleKinds.ALL) {
            assertThat(document).contains("## " + kind.name() + "\n").contains(ParameterTable.of(kind));
        }
    }

    @Test
    void everyComponentOfARuleKindIsAParameter() {
        for (KindDefinition<MarketRuleKind> kind : MarketRuleKinds.ALL) {
            assertThat(kind.parameters().stream().map(Parameter::name))
                    .containsExactlyElementsOf(Arrays.stream(kind.type().getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
        }
    }

    @Test
    void theQuietPeriodIsTheCodes() throws IOException {
        assertThat(document())
                .contains(MarketRule.QUIET_PERIOD.meaning() + "; " + MarketRule.QUIET_PERIOD.range() + ", left out "
                        + MarketRule.QUIET_PERIOD.presetText());
    }

    @Test
    void theBookInTheDocumentIsTheShippedOne() throws IOException {
        String document = document();
        int start = document.indexOf("```yaml\n") + 8;
        String yaml = document.substring(start, document.indexOf("```", start));

        List<MarketRule> rules = MarketRuleBookReader.read("rules.md", yaml).rules();
        assertThat(rules).isEqualTo(MarketRuleBookReader.shipped().rules());
    }

    @Test
    void everyKindIsInTheShippedBook() {
        assertThat(MarketRuleBookReader.shipped().rules().stream()
                        .map(rule -> rule.kind().name()))
                .containsExactlyInAnyOrderElementsOf(
                        MarketRuleKinds.ALL.stream().map(KindDefinition::name).toList());
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/market-rules.md"));
    }
}
