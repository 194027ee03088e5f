package ai.finai.bench.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeriesTest {

    private final Series series = new Series("x resident", "MB");

    @Test
    void whatGrowsOnlyAtTheStartIsFlat() {
        for (int i = 0; i < 100; i++) {
            series.add(10 * i, Math.min(i, 40));
        }

        assertThat(series.growthAnHour()).isZero();
        assertThat(series.mean()).isEqualTo(40);
    }

    @Test
    void aSteadyLeakShowsAsItsRate() {
        for (int i = 0; i < 100; i++) {
            series.add(10 * i, 500 + i + (i % 2 == 0 ? 3 : -3));
        }

        // One a sample, a sample each ten seconds.
        assertThat(series.growthAnHour()).isCloseTo(360, within(10.0));
    }

    @Test
    void oneSampleDoesNotGrow() {
        series.add(0, 7);

        assertThat(series.growthAnHour()).isZero();
    }
}
