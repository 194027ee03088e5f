package ai.finai.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final Batch BATCH = Batch.of(List.of(new int[] {2, 9, 5, 3}, new int[] {2, 3}));

    @Test
    void shorterHeadlinesAreFilledWithNothing() {
        assertThat(BATCH.distinct()).containsExactly(2, 3, 5, 9);
        assertThat(BATCH.pieces()).containsExactly(1, 4, 3, 2, 1, 2, 0, 0);
        assertThat(BATCH.mask()).containsExactly(1, 1, 1, 1, 1, 1, 0, 0);
        assertThat(BATCH.shares()).containsExactly(0.25f, 0.5f);
    }

    @Test
    void movedPiecesComeFromTheSameHeadline() {
        assertThat(BATCH.moved(0)).containsExactly(BATCH.pieces());
        assertThat(BATCH.moved(1)).containsExactly(4, 3, 2, 0, 2, 0, 0, 0);
        assertThat(BATCH.moved(3)).containsExactly(2, 0, 0, 0, 0, 0, 0, 0);
        assertThat(BATCH.moved(5)).containsOnly(0);
    }
}
