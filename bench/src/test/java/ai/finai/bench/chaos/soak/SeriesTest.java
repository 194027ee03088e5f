package ai.finai.bench.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
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
        assertThat(series.errorAnHour()).isBetween(1.0, 20.0);
    }

    @Test
    void whatGoesUpAndDownIsTold() {
        long seed = 20261129;
        Random random = new Random(seed);
        int beyond = 0;
        for (int run = 0; run < 200; run++) {
            Series noise = new Series("y checkpoint", "ms");
            for (int i = 0; i < 360; i++) {
                noise.add(10 * i, 300 + 100 * random.nextGaussian());
            }
            // Such noise alone looks like a growth of more than 5 % an hour again and again.
            if (Math.abs(noise.growthAnHour()) > 2 * noise.errorAnHour()) {
                beyond++;
            }
        }

        assertThat(beyond).as("of 200 flat ones, seed %d", seed).isBetween(1, 20);
    }

    @Test
    void oneSampleDoesNotGrow() {
        series.add(0, 7);

        assertThat(series.growthAnHour()).isZero();
    }
}
