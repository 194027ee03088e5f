package ai.finai.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.InvalidModelException;
import ai.finai.models.text.Vocabulary;
import ai.finai.models.text.WordPiece;
import ai.finai.models.text.Words;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.Headlines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTrainingTest {

    private static List<String> pieces(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::piece).toList();
    }

    @Test
    void whatStandsTogetherMostOftenIsJoinedFirst() {
        // ab 5 times, cd 3 times: then what the two make together, twice.
        Vocabulary vocabulary = VocabularyTraining.of(List.of("ab ab ab abcd abcd cd"), 1_000, 2);
        assertThat(pieces(vocabulary))
                .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]")
                .endsWith("ab", "##cd", "abcd");
    }

    @Test
    void everyCharacterCanBeginAWordOrGoOn() {
        assertThat(pieces(VocabularyTraining.of(List.of("ab"), 1_000, 2))).contains("a", "##a", "##b");
    }

    @Test
    void theOrderOfTextsMakesNoDifference() {
        List<String> texts = new ArrayList<>(
                Headlines.of(300, 0, 5).stream().map(Headline::text).toList());
        Vocabulary one = VocabularyTraining.of(texts, 200, 2);
        Collections.shuffle(texts, new Random(1));
        assertThat(VocabularyTraining.of(texts, 200, 2).sha256()).isEqualTo(one.sha256());
        assertThat(one.size()).isEqualTo(200);
    }

    @Test
    void frequentWordsBecomeOnePiece() throws InvalidModelException {
        List<String> texts =
                Headlines.of(300, 0, 5).stream().map(Headline::text).toList();
        WordPiece tokenizer = new WordPiece(VocabularyTraining.of(texts, 2_000, 2), Words.UNCASED, 64);
        assertThat(tokenizer.pieces("Acme plunges today"))
                .containsExactly("[CLS]", "acme", "plunges", "today", "[SEP]");
    }
}
