package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    /** Another value tries other data. */
    private static final long SEED = Long.getLong("finai.seed", 0);

    private static final int ROWS = 400;

    private final int[] accounts = new int[ROWS];
    private final boolean[] positives = new boolean[ROWS];
    private final float[] scores = new float[ROWS];

    BootstrapTest() {
        System.out.println("finai.seed=" + SEED);
        Random random = new Random(SEED);
        for (int row = 0; row < ROWS; row++) {
            accounts[row] = 7 * (row / 20); // 20 accounts of 20 postings: numbers need not be dense
            positives[row] = accounts[row] % 3 == 0 && random.nextInt(3) == 0;
            scores[row] = random.nextInt(30) + (positives[row] ? 8 : 0);
        }
    }

    @Test
    void aDrawnAccountCountsAsOftenAsItIsDrawn() {
        double[] areas = new Bootstrap(accounts, 50, 9).areas(List.of(Ranking.of(scores)), positives)[0];
        SplittableRandom draws = new SplittableRandom(9);
        for (double area : areas) {
            List<Integer> rows = new ArrayList<>();
            for (int draw = 0; draw < 20; draw++) {
                int first = draws.nextInt(20) * 20;
                for (int row = first; row < first + 20; row++) {
                    rows.add(row);
                }
            }
            float[] drawn = new float[rows.size()];
            boolean[] labels = new boolean[rows.size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = scores[rows.get(i)];
                labels[i] = positives[rows.get(i)];
            }
            assertThat(area).isCloseTo(PrecisionRecall.area(drawn, labels), within(1e-12));
        }
    }

    @Test
    void aPerfectDetectorIsPerfectInEveryDraw() {
        float[] perfect = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            perfect[row] = positives[row] ? 1 : 0;
        }
        double[][] areas = new Bootstrap(accounts, 50, 1).areas(List.of(Ranking.of(perfect)), positives);
        assertThat(Bootstrap.interval(areas[0])).isEqualTo(new Interval(1, 1));
    }

    @Test
    void theIntervalHoldsTheMiddleNinetyFiveOfAHundred() {
        double[] values = new double[201];
        for (int i = 0; i < values.length; i++) {
            values[i] = 200 - i;
        }
        assertThat(Bootstrap.interval(values)).isEqualTo(new Interval(5, 195));
        assertThat(Bootstrap.interval(new double[] {Double.NaN, 3, Double.NaN})).isEqualTo(new Interval(3, 3));
        assertThat(Bootstrap.interval(new double[] {Double.NaN}).lower()).isNaN();
    }
}
