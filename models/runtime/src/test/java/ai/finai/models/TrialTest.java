package ai.finai.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

    @Test
    void howeverAModelFailsWhenItIsTriedItIsRefused() {
        for (RuntimeException failure : List.of(
                new IllegalStateException("no memory"),
                new IllegalArgumentException("no memory"),
                new IndexOutOfBoundsException("no memory"))) {
            Trial.Tried tried = rows -> {
                throw failure;
            };
            assertThatThrownBy(() -> Trial.run(tried))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining("it fails when it runs: no memory");
        }
    }
}
