package ai.finai.bench.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservationTest {

    private final Observation observation = new Observation(1_000, well(900));

    @Test
    void aCheckpointInTheMidstOfAFaultIsNoRecovery() {
        observation.see(well(1_100), 1_200);
        observation.over(5_000);
        assertThat(observation.recovered()).isZero();

        observation.see(well(4_900), 5_100);
        assertThat(observation.recovered()).isZero();

        observation.see(well(5_200), 5_600);
        observation.see(well(6_200), 6_600);
        assertThat(observation.recovered()).isEqualTo(5_600);
        assertThat(observation.detected()).isZero();
    }

    @Test
    void aCheckpointBeforeAllTasksRunIsNoRecovery() {
        observation.over(1_001);
        observation.see(new Health(true, true, false, 1_050, 0, 7, 1_100, 10, 10, ""), 1_200);
        assertThat(observation.recovered()).isZero();
        assertThat(observation.detected()).isEqualTo(1_200);

        observation.see(new Health(true, true, true, 1_050, 0, 8, 1_300, 10, 10, ""), 1_400);
        assertThat(observation.running()).isEqualTo(1_400);
        assertThat(observation.recovered()).isEqualTo(1_400);
    }

    private static Health well(long trigger) {
        return new Health(true, true, true, 0, 0, 7, trigger, 10, 10, "");
    }
}
