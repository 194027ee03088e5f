package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.Reference.Distribution;
import org.junit.jupiter.api.Test;

class DistributionsTest {

    @Test
    void manyValuesFallIntoTenBinsOfATenth() {
        float[] values = new float[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7) % 1_000;
        }
        Distribution found = Distributions.of(values);

        assertThat(found.edges()).containsExactly(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0);
        assertThat(found.shares()).hasSize(10).allSatisfy(share -> assertThat(share)
                .isCloseTo(0.1, within(1e-12)));
        assertThat(found.mean()).isCloseTo(499.5, within(1e-9));
    }

    @Test
    void aRareValueAmongTwoHasABinOfItsOwn() {
        float[] values = new float[100];
        values[7] = 1;

        Distribution found = Distributions.of(values);

        assertThat(found.edges()).containsExactly(1.0);
        assertThat(found.shares()).containsExactly(0.99, 0.01);
    }

    @Test
    void aFrequentValueIsNotSplit() {
        float[] values = new float[100];
        for (int i = 0; i < 40; i++) {
            values[i] = i + 1;
        }
        Distribution found = Distributions.of(values);

        assertThat(found.edges()).containsExactly(1.0, 11.0, 21.0, 31.0);
        assertThat(found.shares()).containsExactly(0.6, 0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void oneValueIsOneBin() {
        assertThat(Distributions.of(new float[] {3, 3}).shares()).containsExactly(1.0);
    }
}
