package ai.finai.cli.chart.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void ticksAreRoundAndTellEachOtherApart() {
        assertThat(labels(Scale.of(187.01, 189.4, 0, 100), 20)).containsExactly("187.5", "188.0", "188.5", "189.0");
        assertThat(labels(Scale.of(0, 12_345, 0, 100), 30)).containsExactly("0", "5,000", "10,000");
    }

    @Test
    void aScaleOfRatiosHasRoundTicks() {
        Scale ratios = Scale.of(30, 950, 0, 300).inRatios();
        assertThat(labels(ratios, 32)).containsExactly("30", "50", "100", "200", "300", "500");
        assertThat(ratios.y(30)).isEqualTo(300);
        assertThat(ratios.y(Math.sqrt(30 * 950))).isCloseTo(150, within(1e-9));
        assertThat(labels(Scale.of(0.02, 0.3, 0, 100).inRatios(), 30)).containsExactly("0.03", "0.1", "0.3");
    }

    @Test
    void anyRangeHasTicksInItWithDifferentLabels() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double low = Math.exp(10 * random.nextGaussian() * 0.5);
            double high = random.nextInt(20) == 0 ? low : low * (1 + 0.001 + random.nextDouble());
            double gap = 10 + random.nextInt(40);
            Scale scale = Scale.of(low, high, 10, 110);
            if (random.nextBoolean()) {
                scale = scale.inRatios();
            }
            List<Scale.Tick> ticks = scale.ticks(gap);
            assertThat(labels(scale, gap)).as("seed " + seed + ", " + scale).doesNotHaveDuplicates();
            for (int j = 1; j < ticks.size(); j++) {
                assertThat(scale.y(ticks.get(j - 1).value())
                                - scale.y(ticks.get(j).value()))
                        .as("seed " + seed + ", " + scale)
                        .isGreaterThan(gap * 0.999);
            }
            assertThat(ticks.size())
                    .as("seed " + seed + ", " + scale)
                    .isGreaterThanOrEqualTo(scale.logarithmic() ? 0 : (int) (100 / gap / 3));
            assertThat(scale.y(low)).isBetween(10.0, 110.0);
            assertThat(scale.y(2 * high)).isEqualTo(10);
        }
    }

    @Test
    void unitsAreSaidShort() {
        assertThat(List.of(0.0, 950.0, 1200.0, 25_000.0, 3e6, 2.5e9).stream().map(Scale::compact))
                .containsExactly("0", "950", "1.2K", "25K", "3M", "2.5B");
    }

    private static List<String> labels(Scale scale, double gap) {
        return scale.ticks(gap).stream().map(Scale.Tick::label).toList();
    }
}
