package ai.finai.training.headlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassFiguresTest {

    private static final double NEAR = 1e-6;

    /** Truths 0 0 1 2; called 0 1 1 2. */
    private static final ClassFigures FIGURES = ClassFigures.of(
            List.of(
                    new float[] {0.7f, 0.2f, 0.1f},
                    new float[] {0.3f, 0.6f, 0.1f},
                    new float[] {0.1f, 0.8f, 0.1f},
                    new float[] {0f, 0f, 1f}),
            new int[] {0, 0, 1, 2});

    @Test
    void accuracyAndMacroF1FollowFromTheConfusion() {
        assertThat(FIGURES.confusion()).containsExactly(List.of(1, 1, 0), List.of(0, 1, 0), List.of(0, 0, 1));
        assertThat(FIGURES.accuracy()).isEqualTo(0.75);
        // F1 of 2/3, 2/3 and 1.
        assertThat(FIGURES.macroF1()).isCloseTo(7.0 / 9, within(NEAR));
        assertThat(FIGURES.precision(Sentiment.NEUTRAL)).isEqualTo(0.5);
        assertThat(FIGURES.recall(Sentiment.NEGATIVE)).isEqualTo(0.5);
    }

    @Test
    void brierSumsOverClasses() {
        // 0.09 + 0.04 + 0.01, 0.49 + 0.36 + 0.01, 0.01 + 0.04 + 0.01, 0.
        assertThat(FIGURES.brier()).isCloseTo((0.14 + 0.86 + 0.06) / 4, within(NEAR));
    }

    @Test
    void calibrationComparesConfidenceWithWhatIsRightBinByBin() {
        // Each in a bin of its own: 0.3 and 0.2 too little, 0.6 too much, 0 off.
        assertThat(FIGURES.calibrationError()).isCloseTo((0.3 + 0.6 + 0.2) / 4, within(NEAR));
    }

    @Test
    void intervalsHoldTheFigure() {
        assertThat(FIGURES.accuracy())
                .isBetween(
                        FIGURES.accuracyInterval().lower(),
                        FIGURES.accuracyInterval().upper());
        assertThat(FIGURES.accuracyInterval().lower())
                .isLessThan(FIGURES.accuracyInterval().upper());
    }
}
