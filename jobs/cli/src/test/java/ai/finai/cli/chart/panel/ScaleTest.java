package ai.finai.cli.chart.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void ticksAreRoundAndTellEachOtherApart() {
        Scale scale = Scale.of(187.01, 189.4, 0, 100);
        assertThat(scale.ticks(5).stream().map(tick -> scale.label(tick, 5)))
                .containsExactly("187.5", "188.0", "188.5", "189.0");
        Scale large = Scale.of(0, 12_345, 0, 100);
        assertThat(large.ticks(3).stream().map(tick -> large.label(tick, 3))).containsExactly("0", "5,000", "10,000");
    }

    @Test
    void anyRangeHasTicksInItWithDifferentLabels() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double low = Math.exp(10 * random.nextGaussian() * 0.5);
            double high = random.nextInt(20) == 0 ? low : low * (1 + 0.001 + random.nextDouble());
            int most = 2 + random.nextInt(9);
            Scale scale = Scale.of(low, high, 10, 110);
            List<String> labels = scale.ticks(most).stream()
                    .map(tick -> scale.label(tick, most))
                    .toList();
            assertThat(labels)
                    .as("seed " + seed + ", " + scale)
                    .hasSizeLessThanOrEqualTo(most + 1)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(Math.max(1, most / 3));
            assertThat(scale.y(low)).isBetween(10.0, 110.0);
            assertThat(scale.y(2 * high)).isEqualTo(10);
        }
    }

    @Test
    void unitsAreSaidShort() {
        assertThat(List.of(0.0, 950.0, 1200.0, 25_000.0, 3e6, 2.5e9).stream().map(Scale::compact))
                .containsExactly("0", "950", "1.2K", "25K", "3M", "2.5B");
    }
}
