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
    private static final int WEEK = 168;
    private static final int WATCHED = 12;

    private final List<Map<String, Double>> compared = new ArrayList<>();
    private final List<Long> hours = new ArrayList<>();
    private final Drift drift = new Drift(MODEL.contract(), Drift.Span.WEEK, (from, until, indices) -> {
        assertThat(from % HOUR).isZero();
        assertThat(until % HOUR).isZero();
        hours.add((until - from) / HOUR);
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
        hour(WEEK, 80_000, random, 0.5);
        hour(2 * WEEK, 1, random, 1);

        assertThat(compared).as("seed %d", seed).hasSize(2);
        assertThat(compared.get(0)).hasSize(WATCHED + 1);
        assertThat(compared.get(0).values()).as("seed %d", seed).allSatisfy(index -> assertThat(index)
                .isBetween(0.0, 0.02));
        // Half of the bins have twice their share, the others none but for the floor.
        double expected = 5 * (0.2 - 0.1) * Math.log(2) + 5 * (1e-4 - 0.1) * Math.log(1e-4 / 0.1);
        assertThat(compared.get(1).get("amount")).as("seed %d", seed).isCloseTo(expected, within(0.02));
        assertThat(compared.get(1).get("headroom")).isLessThan(0.02);
    }

    @Test
    void whatFollowsTheCalendarOrTheAgeOfTheHistoryIsNotWatched() {
        hour(0, 8_000, new Random(1), 1);
        hour(WEEK, 1, new Random(1), 1);
        assertThat(compared.get(0))
                .doesNotContainKeys(
                        "hour_sin", "hour_cos", "weekday_sin", "weekday_cos", "age", "balance_day", "count_day")
                .containsKeys("amount", "gap", "new_counterparty", "score");
    }

    @Test
    void nothingIsComparedBeforeAWeekIsOver() {
        Random random = new Random(1);
        for (int hour = 5; hour < 5 + WEEK; hour++) {
            hour(hour, 1_000, random, 1);
        }
        assertThat(compared).isEmpty();
        hour(5 + WEEK, 1, random, 1);
        assertThat(compared).hasSize(1);
        assertThat(hours).containsExactly((long) WEEK);
    }

    @Test
    void aWeekWithTooFewPostingsGoesOnUntilThereAreEnough() {
        Random random = new Random(1);
        for (int hour = 0; hour <= 8 * WEEK; hour += WEEK / 2) {
            hour(hour, 500, random, 1);
        }
        assertThat(compared).hasSize(1);
        assertThat(hours).containsExactly(7L * WEEK + WEEK / 2 + 1);
    }

    @Test
    void anHourHasEveryFeature() {
        Drift hourly = new Drift(MODEL.contract(), Drift.Span.HOUR, (from, until, indices) -> compared.add(indices));
        Random random = new Random(1);
        for (int hour = 0; hour < 3; hour++) {
            for (int i = 0; i < 8_000; i++) {
                for (Feature feature : Feature.all()) {
                    row[feature.ordinal()] =
                            (float) (feature.lowest() + random.nextDouble() * (feature.highest() - feature.lowest()));
                }
                hourly.see(hour * HOUR + i, row, 0, random.nextFloat());
            }
        }
        assertThat(compared).hasSize(2).allSatisfy(indices -> assertThat(indices)
                .hasSize(Feature.COUNT + 1)
                .containsKeys("weekday_sin", "age", "score"));
    }

    @Test
    void aModelThatSaysNothingOfItsTrainingDataHasNoDrift() {
        Drift blind = new Drift(
                new ai.finai.models.contract.StepContract(
                        "m", "1", Feature.all(), "USD", 1, "s", 0.5, "", "", Map.of(), ai.finai.models.Reference.NONE),
                Drift.Span.HOUR,
                (from, until, indices) -> compared.add(indices));
        for (int i = 0; i < 20_000; i++) {
            blind.see(i * HOUR, row, 0, 0.5f);
        }
        assertThat(compared).isEmpty();
    }
}
