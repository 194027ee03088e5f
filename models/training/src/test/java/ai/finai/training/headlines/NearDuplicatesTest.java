package ai.finai.training.headlines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    @Test
    void numbersPunctuationAndCaseMakeNoDifference() {
        assertThat(NearDuplicates.groups(List.of(
                        "Market seen opening lower on Monday",
                        "market seen opening LOWER on Monday!",
                        "Gold at Rs 12")))
                .containsExactly(0, 0, 2);
    }

    @Test
    void sevenTenthsOfTheWordsInCommonAreEnoughAndLessIsNot() {
        // 7 of 10 words that either has; 6 of 10.
        assertThat(NearDuplicates.groups(List.of("a b c d e f g x y", "a b c d e f g z")))
                .containsExactly(0, 0);
        assertThat(NearDuplicates.groups(List.of("a b c d e f x y", "a b c d e f z w")))
                .containsExactly(0, 1);
    }

    @Test
    void whatIsNearToTheSameTextIsOneGroup() {
        assertThat(NearDuplicates.groups(
                        List.of("a b c d e f g h i j", "k l", "a b c d e f g h i m", "a b c d e f g n i m", "k l")))
                .containsExactly(0, 1, 0, 0, 1);
    }

    @Test
    void textsOfNumbersAreTheSameOnlyAsThemselves() {
        assertThat(NearDuplicates.groups(List.of("12 %", "13 %", "12 %"))).containsExactly(0, 1, 0);
    }

    @Test
    void duplicatesOfOthersAreFound() {
        assertThat(NearDuplicates.among(List.of("x y", "a b c", "x y"), List.of("A, b: c")))
                .containsExactly(false, true, false);
    }
}
