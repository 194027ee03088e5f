package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CutsTest {

    @Test
    void aNarrowBandOfLaunderingHasACutAtEachEnd() {
        float[] column = new float[10_000];
        boolean[] laundering = new boolean[column.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = i;
            laundering[i] = i >= 9_000 && i < 9_100;
        }
        assertThat(Cuts.of(column, laundering)).containsExactly(0, 9_000, 9_100, 9_999);
    }

    @Test
    void labelsByChanceGiveNoCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int round = 0; round < 50; round++) {
            float[] column = new float[5_000];
            boolean[] laundering = new boolean[column.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = (float) random.nextGaussian();
                laundering[i] = random.nextInt(50) == 0;
            }
            found += Cuts.of(column, laundering).length - 2;
        }
        assertThat(found).as("seed %s", seed).isLessThan(5);
    }

    @Test
    void twoValuesAreOneStretch() {
        float[] column = new float[200];
        boolean[] laundering = new boolean[200];
        for (int i = 0; i < 100; i++) {
            column[i] = 1;
            laundering[i] = true;
        }
        assertThat(Cuts.of(column, laundering)).containsExactly(0, 1);
    }

    @Test
    void negativeValuesComeBeforePositiveOnes() {
        float[] column = new float[400];
        boolean[] laundering = new boolean[400];
        for (int i = 0; i < 400; i++) {
            column[i] = i - 200;
            laundering[i] = i < 100;
        }
        assertThat(Cuts.of(column, laundering)).containsExactly(-200, -100, 199);
    }

    @Test
    void aFewRowsAreNoReasonToCut() {
        float[] column = new float[1_000];
        boolean[] laundering = new boolean[1_000];
        for (int i = 0; i < 1_000; i++) {
            column[i] = i;
            laundering[i] = i < 5;
        }
        for (float cut : Cuts.of(column, laundering)) {
            assertThat(cut).matches(value -> value == 0 || value >= 30);
        }
    }
}
