package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final List<Feature> SOME = List.of(Feature.WIRE, Feature.AMOUNT);

    private final LabelledPostings data = Bank.of(51, 60, 60);

    @Test
    void featuresGetMeanZeroAndDeviationOneOverTheRowsThatCount() {
        int rows = data.size() / 2;
        Scaling scaling = Scaling.of(data, SOME, rows);
        float[] inputs = new float[scaling.width()];
        for (int i = 0; i < SOME.size(); i++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                scaling.apply(data.features(), row, inputs, 0);
                sum += inputs[i];
                squares += inputs[i] * inputs[i];
            }
            assertThat(sum / rows).isCloseTo(0, within(1e-3));
            assertThat(squares / rows).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void onlyTheRowsThatCountAreLookedAt() {
        assertThat(Scaling.of(data, SOME, 500).offsets())
                .isNotEqualTo(Scaling.of(data, SOME, data.size()).offsets());
    }

    @Test
    void stretchesArePassedOneAfterTheOtherFromZeroToOne() {
        Scaling scaling = Scaling.of(data, SOME, data.size());
        assertThat(scaling.width()).as("the amount has a cut").isGreaterThan(3);
        float[] inputs = new float[scaling.width()];
        for (int row = 0; row < data.size(); row++) {
            scaling.apply(data.features(), row, inputs, 0);
            for (int i = 2; i < inputs.length; i++) {
                assertThat(inputs[i]).isBetween(0f, 1f);
                assertThat(i > 2 && inputs[i] > 0 && inputs[i - 1] < 1)
                        .as("stretch %s is begun before the one below it is passed", i)
                        .isFalse();
            }
        }
    }

    @Test
    void anUnheardOfValueStaysWithinEightDeviations() {
        Scaling scaling = Scaling.of(data, SOME, data.size());
        float[] row = new float[Feature.COUNT];
        row[Feature.AMOUNT.ordinal()] = 1e30f;
        float[] inputs = new float[scaling.width()];

        scaling.apply(row, 0, inputs, 0);

        assertThat(inputs[1]).isEqualTo(8);
    }

    @Test
    void theModelTakesTheFeaturesChosenInTheirOrder() {
        float[] row = new float[Feature.COUNT];
        row[Feature.AMOUNT.ordinal()] = 3;
        row[Feature.WIRE.ordinal()] = 1;

        assertThat(Scaling.of(data, SOME, data.size()).unscaled(row, 0)).containsExactly(1, 3);
    }
}
