package ai.finai.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.InvalidModelException;
import ai.finai.models.text.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PieceGramsTest {

    private static final int BUCKETS = 1 << 20;

    private static PieceGrams grams(String... pieces) throws InvalidModelException {
        List<String> all = new java.util.ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        all.addAll(List.of(pieces));
        return new PieceGrams(Vocabulary.of(all), BUCKETS);
    }

    @Test
    void piecesThatLookAlikeShareRuns() throws InvalidModelException {
        PieceGrams grams = grams("surges", "surged", "plunges");
        // <su sur urg rge, <sur surg urge, <surg surge
        assertThat(shared(grams.of(4), grams.of(5))).isEqualTo(9);
        assertThat(shared(grams.of(4), grams.of(6))).isEqualTo(3); // ges es> ges>
    }

    @Test
    void aPieceThatGoesOnHasNoBeginning() throws InvalidModelException {
        PieceGrams grams = grams("ed", "##ed");
        assertThat(grams.of(4)).hasSize(3); // <ed ed> <ed>
        assertThat(grams.of(5)).hasSize(1); // ed>
    }

    @Test
    void allDigitsAreOne() throws InvalidModelException {
        PieceGrams grams = grams("2013", "2014");
        assertThat(grams.of(4)).isEqualTo(grams.of(5));
    }

    @Test
    void markersHaveNone() throws InvalidModelException {
        assertThat(grams().of(2)).isEmpty();
    }

    private static long shared(int[] one, int[] other) {
        return IntStream.of(one)
                .filter(run -> IntStream.of(other).anyMatch(o -> o == run))
                .count();
    }
}
