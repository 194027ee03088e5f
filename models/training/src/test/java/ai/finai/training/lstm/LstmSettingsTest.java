package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.features.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class LstmSettingsTest {

    @Test
    void aSettingOutOfItsRangeIsRefusedWithItsNameValueAndRange() {
        assertThatThrownBy(() -> LstmSettings.defaults().toBuilder().hidden(0).build())
                .hasMessage("hidden 0: must be from 1 to 2048");
        assertThatThrownBy(() ->
                        LstmSettings.defaults().toBuilder().learningRate(0).build())
                .hasMessage("learningRate 0.0: must be over 0 to 1.0");
        assertThatThrownBy(() ->
                        LstmSettings.defaults().toBuilder().dropout(Double.NaN).build())
                .hasMessage("dropout NaN: must be from 0.0 to 0.95");
        assertThatThrownBy(() -> new Objective(0, 0)).hasMessageContaining("positiveWeight 0.0");
    }

    @Test
    void aFeatureThatIsNamedTwiceIsRefused() {
        assertThatThrownBy(() -> LstmSettings.defaults().toBuilder()
                        .features(List.of(Feature.CASH, Feature.CASH))
                        .build())
                .hasMessageContaining("[cash, cash]");
    }

    @Test
    void moreEpochsAreNoOtherTrainingButAnotherSeedIs() {
        LstmSettings settings = LstmSettings.defaults();

        assertThat(settings.toBuilder().epochs(99).patience(9).build().decisive())
                .isEqualTo(settings.decisive());
        assertThat(settings.toBuilder().seed(99).build().decisive()).isNotEqualTo(settings.decisive());
        assertThat(settings.toBuilder().objective(new Objective(3, 1)).build().decisive())
                .isNotEqualTo(settings.decisive());
    }
}
