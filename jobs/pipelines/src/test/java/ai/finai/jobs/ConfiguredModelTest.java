package ai.finai.jobs;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TextFixture.TEXT;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.jobs.config.AmlConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredModelTest {

    private static final AmlConfigFile.Scoring SETTINGS = AmlConfigFile.DEFAULTS.scoring();

    @TempDir
    private Path folder;

    private String file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("model.onnx"), bytes).toString();
    }

    @Test
    void aStepModelInTheRuleBooksCurrencyIsTaken() throws Exception {
        assertThat(ConfiguredModel.scoring(SETTINGS, file(MODEL.bytes()), "USD").model())
                .isEqualTo(MODEL.bytes());
    }

    @Test
    void aModelOfAnotherKindIsRefusedWithWhatIsNeeded() throws Exception {
        String window = file(WINDOW.bytes());
        assertThatThrownBy(() -> ConfiguredModel.scoring(SETTINGS, window, "USD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model " + window)
                .hasMessageContaining("is a window model, for prices; needed is a step model, for accounts");
        String text = file(TEXT.bytes());
        assertThatThrownBy(() -> ConfiguredModel.scoring(SETTINGS, text, "USD"))
                .hasMessageContaining("is a text model, for texts; needed is a step model, for accounts");
    }

    @Test
    void aModelInAnotherCurrencyIsRefused() throws Exception {
        String euros = file(MODEL.baseCurrency("EUR").bytes());
        assertThatThrownBy(() -> ConfiguredModel.scoring(SETTINGS, euros, "USD"))
                .hasMessageContaining("takes amounts in EUR, and the rule book's base currency is USD");
    }
}
