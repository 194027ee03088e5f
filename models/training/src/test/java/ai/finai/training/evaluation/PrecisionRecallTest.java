package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {

    /** Another value tries other scores. */
    private static final long SEED = Long.getLong("finai.seed", 0);

    @Test
    void itIsTheMeanPrecisionAtEachPositive() {
        // In order of scores: yes, no, yes, no: precisions 1/1 and 2/3.
        assertThat(PrecisionRecall.area(new float[] {0.2f, 0.9f, 0.6f, 0.7f}, new boolean[] {false, true, true, false}))
                .isEqualTo((1 + 2.0 / 3) / 2);
    }

    @Test
    void anOrderAmongEqualScoresGainsNothing() {
        assertThat(PrecisionRecall.area(new float[] {1, 1, 1, 1}, new boolean[] {true, false, false, false}))
                .isEqualTo(0.25);
        assertThat(PrecisionRecall.area(new float[] {1, 1, 1, 1}, new boolean[] {false, false, false, true}))
                .isEqualTo(0.25);
        assertThat(PrecisionRecall.area(new float[] {0f, -0f}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void whatHasNoScoreRanksLast() {
        float[] scores = {Float.NaN, -5, Float.NEGATIVE_INFINITY};
        assertThat(PrecisionRecall.area(scores, new boolean[] {true, false, false}))
                .isEqualTo(1.0 / 3);
        assertThat(PrecisionRecall.area(scores, new boolean[] {false, false, true}))
                .isEqualTo(0.5);
        assertThat(PrecisionRecall.area(scores, new boolean[] {false, true, false}))
                .isEqualTo(1);
    }

    @Test
    void withoutAPositiveThereIsNone() {
        assertThat(PrecisionRecall.area(new float[] {1, 0}, new boolean[2])).isNaN();
        assertThat(PrecisionRecall.area(new float[0], new boolean[0])).isNaN();
    }

    @Test
    void bothAreasAreAsTheirDefinitionsSay() {
        System.out.println("finai.seed=" + SEED);
        Random random = new Random(SEED);
        for (int trial = 0; trial < 300; trial++) {
            float[] scores = new float[1 + random.nextInt(40)];
            boolean[] positives = new boolean[scores.length];
            int levels = 1 + random.nextInt(20);
            for (int row = 0; row < scores.length; row++) {
                scores[row] = random.nextInt(12) == 0 ? Float.NaN : random.nextInt(levels) - levels / 2;
                positives[row] = random.nextInt(3) == 0;
            }
            assertThat(PrecisionRecall.area(scores, positives))
                    .as("scores %s of %s", Arrays.toString(scores), Arrays.toString(positives))
                    .isCloseTo(averagePrecision(scores, positives), within(1e-12));
            assertThat(RocCurve.area(scores, positives))
                    .as("scores %s of %s", Arrays.toString(scores), Arrays.toString(positives))
                    .isCloseTo(chanceOfRightOrder(scores, positives), within(1e-12));
        }
    }

    /** For each positive: how many of those that score as high or higher are positives. */
    private static double averagePrecision(float[] scores, boolean[] positives) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            if (positives[row]) {
                int above = 0;
                int right = 0;
                for (int other = 0; other < scores.length; other++) {
                    if (compare(scores[other], scores[row]) >= 0) {
                        above++;
                        right += positives[other] ? 1 : 0;
                    }
                }
                sum += (double) right / above;
                count++;
            }
        }
        return sum / count;
    }

    private static double chanceOfRightOrder(float[] scores, boolean[] positives) {
        double right = 0;
        long pairs = 0;
        for (int one = 0; one < scores.length; one++) {
            for (int other = 0; other < scores.length; other++) {
                if (positives[one] && !positives[other]) {
                    int order = compare(scores[one], scores[other]);
                    right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return right / pairs;
    }

    private static int compare(float one, float other) {
        if (Float.isNaN(one) || Float.isNaN(other)) {
            return Boolean.compare(Float.isNaN(other), Float.isNaN(one));
        }
        return Float.compare(one, other);
    }
}
