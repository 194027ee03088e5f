package ai.finai.operators.scoring;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.features.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The test model's reference: each feature uniform over its range, in ten bins. */
class DriftTest {

    private static final long HOUR = 3_600_000;

    private final List<Map<String, Double>> compared = new ArrayList<>();
    private final Drift drift = new Drift(MODEL.contract(), (end, indices) -> {
        assertThat(end % HOUR).isZero();
        compared.add(indices);
    });
    private final float[] row = new float[Feature.COUNT];

    private void hour(int hour, int postings, Random random, double amountShare) {
        for (int i = 0; i < postings; i++) {
            for (Feature feature : Feature.all()) {
                double share = feature == Feature.AMOUNT ? amountShare * random.nextDouble() : random.nextDouble();
                row[feature.ordinal()] = (float) (feature.lowest() + share * (feature.highest() - feature.lowest()));
            }
            drift.see(hour * HOUR + i, row, 0, random.nextFloat());
        }
    }

    @Test
    void dataLikeThatOfTheTrainingHasAnIndexNearZeroAndOtherDataAHighOne() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        hour(0, 80_000, random, 1);
        hour(1, 80_000, random, 0.5);
        hour(2, 1, random, 1);

        assertThat(compared).as("seed %d", seed).hasSize(2);
        assertThat(compared.get(0)).hasSize(Feature.COUNT + 1);
        assertThat(compared.get(0).values()).as("seed %d", seed).allSatisfy(index -> assertThat(index)
                .isBetween(0.0, 0.02));
        // Half of the bins have twice their share, the others none but for the floor.
        double expected = 5 * (0.2 - 0.1) * Math.log(2) + 5 * (1e-4 - 0.1) * Math.log(1e-4 / 0.1);
        assertThat(compared.get(1).get("amount")).as("seed %d", seed).isCloseTo(expected, within(0.02));
        assertThat(compared.get(1).get("headroom")).isLessThan(0.02);
    }

    @Test
    void anHourWithTooFewPostingsGoesOnUntilThereAreEnough() {
        Random random = new Random(1);
        for (int hour = 0; hour < 9; hour++) {
            hour(hour, 1_000, random, 1);
        }
        assertThat(compared).hasSize(1);
    }

    @Test
    void aModelThatSaysNothingOfItsTrainingDataHasNoDrift() {
        Drift blind = new Drift(
                new ai.finai.models.contract.StepContract(
                        "m", "1", Feature.all(), "USD", 1, "s", 0.5, "", "", Map.of(), ai.finai.models.Reference.NONE),
                (end, indices) -> compared.add(indices));
        for (int i = 0; i < 20_000; i++) {
            blind.see(i * HOUR, row, 0, 0.5f);
        }
        assertThat(compared).isEmpty();
    }
}
