package ai.finai.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.InvalidModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How texts are cut, where a person can say what is right. */
class WordPieceTest {

    private static final List<String> PIECES = List.of(
            "[PAD]",
            "[UNK]",
            "[CLS]",
            "[SEP]",
            "profit",
            "##s",
            "beat",
            "loss",
            "wid",
            "##en",
            "##ed",
            "un",
            "##expect",
            "##edly",
            ".",
            ";",
            "uber",
            "利",
            "益",
            "[",
            "]",
            "sep");

    private static WordPiece tokenizer(int longest) throws InvalidModelException {
        return new WordPiece(Vocabulary.of(PIECES), Words.UNCASED, longest);
    }

    @Test
    void aWordIsCutIntoTheLongestPiecesThereAre() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("Profits unexpectedly beat; LOSS widened."))
                .containsExactly(
                        "[CLS]",
                        "profit",
                        "##s",
                        "un",
                        "##expect",
                        "##edly",
                        "beat",
                        ";",
                        "loss",
                        "wid",
                        "##en",
                        "##ed",
                        ".",
                        "[SEP]");
    }

    @Test
    void accentsAreTakenOffAndLettersMadeSmall() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("ÜBER Üb\u0308ers")).containsExactly("[CLS]", "uber", "uber", "##s", "[SEP]");
    }

    @Test
    void chineseCharactersStandAlone() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("beat利益")).containsExactly("[CLS]", "beat", "利", "益", "[SEP]");
    }

    @Test
    void aWordWithAPartThatNoPieceHasIsUnknownAsAWhole() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("profitz")).containsExactly("[CLS]", "[UNK]", "[SEP]");
    }

    @Test
    void aWordOfMoreThanAHundredCharactersIsUnknown() throws InvalidModelException {
        WordPiece tokenizer = tokenizer(300);
        assertThat(tokenizer.ids("profit" + "s".repeat(94))).hasSize(97).doesNotContain(1);
        assertThat(tokenizer.pieces("profit" + "s".repeat(95))).containsExactly("[CLS]", "[UNK]", "[SEP]");
    }

    @Test
    void aTextWithoutWordsIsItsTwoEnds() throws InvalidModelException {
        for (String text : List.of("", "   ", "\u200B\u0000", "\n\t")) {
            assertThat(tokenizer(64).pieces(text)).containsExactly("[CLS]", "[SEP]");
        }
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTheEndStays() throws InvalidModelException {
        assertThat(tokenizer(4).pieces("profits beat loss")).containsExactly("[CLS]", "profit", "##s", "[SEP]");
        assertThat(tokenizer(3).pieces("profits beat loss")).containsExactly("[CLS]", "profit", "[SEP]");
    }

    @Test
    void halfOfAPairIsNothing() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("pro\uD83Dfit \uDE00")).containsExactly("[CLS]", "profit", "[SEP]");
    }

    @Test
    void aMarkerInTheTextIsText() throws InvalidModelException {
        assertThat(tokenizer(64).pieces("loss [SEP] beat"))
                .containsExactly("[CLS]", "loss", "[", "sep", "]", "beat", "[SEP]");
    }

    @Test
    void aVocabularyWithoutMarkersIsRefused() {
        assertThatThrownBy(() -> Vocabulary.of(List.of("[PAD]", "[UNK]", "beat")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("the vocabulary lacks [CLS], [SEP]");
    }

    @Test
    void linesMayEndAsOnWindowsAndTheLastNeedNotEnd() throws InvalidModelException {
        byte[] file = "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\nbeat".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(new WordPiece(Vocabulary.ofLines(file), Words.UNCASED, 8).ids("Beat"))
                .containsExactly(2, 4, 3);
    }
}
