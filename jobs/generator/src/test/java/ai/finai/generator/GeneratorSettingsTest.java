package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSettingsTest {

    @Test
    void scenariosAreReadFromTheCommandLine() {
        assertThat(GeneratorSettings.parseScenarios("structuring=20, rapid-transfer=7"))
                .isEqualTo(Map.of(Scenario.STRUCTURING, 20, Scenario.RAPID_TRANSFER, 7));
        assertThat(GeneratorSettings.parseScenarios(" ")).isEmpty();
    }

    @Test
    void allIsEveryScenarioThatIsNotNamed() {
        assertThat(GeneratorSettings.parseScenarios("mule=3,all=7"))
                .containsEntry(Scenario.MULE, 3)
                .containsEntry(Scenario.STRUCTURING, 7)
                .containsOnlyKeys(Scenario.values());
        assertThatThrownBy(() -> GeneratorSettings.parseScenarios("all=1,all=2"))
                .hasMessage("scenarios: all is there twice");
    }

    @Test
    void whatTakesWeeksIsRefusedWhereThereAreNone() {
        assertThatThrownBy(() -> GeneratorSettings.of(1000, 29, 1).withScenarios(Map.of(Scenario.MULE, 1)))
                .hasMessage("scenarios: mule takes 30 days or more; days is 29");
        GeneratorSettings.of(1000, 29, 1).withScenarios(Map.of(Scenario.MULE, 0));
    }

    @Test
    void whatIsNoScenarioIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> GeneratorSettings.parseScenarios("smurfing=3"))
                .hasMessage("scenarios: unknown scenario 'smurfing'; known: structuring, rapid-transfer, dormant, mule,"
                        + " funnel, fan-out, fan-in, round-trip, or all");
        assertThatThrownBy(() -> GeneratorSettings.parseScenarios("structuring"))
                .hasMessageContaining("'structuring' is not NAME=COUNT");
        assertThatThrownBy(() -> GeneratorSettings.parseScenarios("structuring=many"))
                .hasMessage("scenarios: 'many' of structuring is not a whole number");
        assertThatThrownBy(() -> GeneratorSettings.parseScenarios("structuring=1,structuring=2"))
                .hasMessage("scenarios: structuring is there twice");
    }

    @Test
    void valuesOutOfRangeAreSaidWithTheRange() {
        assertThatThrownBy(() -> GeneratorSettings.of(10, 30, 1))
                .hasMessage("accounts is 10; it must be from 100 to 10000000");
        assertThatThrownBy(() -> GeneratorSettings.of(1000, 0, 1)).hasMessage("days is 0; it must be from 1 to 3660");
        assertThatThrownBy(() -> GeneratorSettings.of(1000, 1, 1).withStart(LocalDate.of(1815, 6, 18)))
                .hasMessageContaining("start is 1815-06-18");
        assertThatThrownBy(() -> GeneratorSettings.of(1000, 1, 1).withScenarios(Map.of(Scenario.STRUCTURING, -1)))
                .hasMessage("scenarios: structuring is -1; it must be from 0 to 2147483647");
    }

    @Test
    void tooManyEpisodesForTheAccountsAreRefusedWithWhatWouldDo() {
        assertThatThrownBy(() -> GeneratorSettings.of(1000, 30, 1)
                        .withScenarios(GeneratorSettings.parseScenarios("structuring=40,rapid-transfer=40")))
                .hasMessage("scenarios: 160 episodes and near misses do not fit into 1000 accounts; at most 100 do"
                        + " (half of them near misses), or take 1600 accounts");
    }
}
