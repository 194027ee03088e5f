package ai.finai.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.fixtures.TinyBert;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model of FinBERT's layout, with weights that mean nothing. */
class SentimentModelTest {

    private static final byte[] VOCABULARY = Vocabulary.lines(List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "profit", "##s", "beat", "loss", "wid", "##en", "##ed", "shares",
            "fell", "rose", "on", "strong", "weak", "results", ".", ","));
    private static final List<String> WORDS =
            List.of("profits", "beat", "loss", "widened", "shares", "fell", "rose", "on", "strong", "weak", "xyz", ",");

    /** FinBERT's own order of classes. */
    private static TextContract contract(List<Sentiment> classes) throws InvalidModelException {
        Vocabulary vocabulary = Vocabulary.ofLines(VOCABULARY);
        return new TextContract(
                "finbert",
                "1",
                new TextContract.Vocabulary("vocab.txt", vocabulary.sha256(), vocabulary.size(), true),
                32,
                classes,
                TextContract.Output.LOGITS,
                "",
                "",
                Map.of());
    }

    private static final List<Sentiment> FINBERT = List.of(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL);

    private static ModelFile file(List<Sentiment> classes) throws InvalidModelException {
        return ModelFile.of(BertExport.with(TinyBert.onnx(20, 64, 1), contract(classes)));
    }

    private static List<String> texts(int count) {
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(14); words >= 0; words--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void aBertOfOthersDropsIn() throws InvalidModelException {
        try (SentimentModel model = SentimentModel.open(file(FINBERT), VOCABULARY)) {
            for (Judgement judgement : model.judge(texts(50))) {
                assertThat(judgement.outcome()).isEqualTo(Judgement.Outcome.JUDGED);
                assertThat(judgement.negative() + judgement.neutral() + judgement.positive())
                        .isCloseTo(1, within(1e-5f));
            }
        }
    }

    @Test
    void theOrderOfClassesIsTheModelsOwn() throws InvalidModelException {
        List<Sentiment> other = List.of(Sentiment.NEUTRAL, Sentiment.POSITIVE, Sentiment.NEGATIVE);
        try (SentimentModel one = SentimentModel.open(file(FINBERT), VOCABULARY);
                SentimentModel two = SentimentModel.open(file(other), VOCABULARY)) {
            Judgement first = one.judge(List.of("profits beat")).get(0);
            Judgement second = two.judge(List.of("profits beat")).get(0);
            assertThat(first.positive()).isEqualTo(second.neutral());
            assertThat(first.negative()).isEqualTo(second.positive());
            assertThat(first.neutral()).isEqualTo(second.negative());
            assertThat(first.positive()).isNotEqualTo(first.negative());
        }
    }

    @Test
    void whatIsSaidOfATextDoesNotDependOnTheOthers() throws InvalidModelException {
        List<String> texts = texts(400);
        try (SentimentModel model = SentimentModel.open(file(FINBERT), VOCABULARY)) {
            List<Judgement> together = model.judge(texts);
            List<Judgement> alone = new ArrayList<>();
            texts.forEach(text -> alone.addAll(model.judge(List.of(text))));
            assertThat(together).isEqualTo(alone);
            List<String> shuffled = new ArrayList<>(texts);
            Collections.shuffle(shuffled, new Random(2));
            List<Judgement> inOtherOrder = model.judge(shuffled);
            for (int i = 0; i < shuffled.size(); i++) {
                assertThat(inOtherOrder.get(i)).isEqualTo(alone.get(texts.indexOf(shuffled.get(i))));
            }
        }
    }

    @Test
    void aTextWithoutWordsIsNeutralAndSaidToBeSo() throws InvalidModelException {
        try (SentimentModel model = SentimentModel.open(file(FINBERT), VOCABULARY)) {
            List<Judgement> judged = model.judge(List.of("", "beat", " \u200B "));
            assertThat(judged)
                    .extracting(Judgement::outcome)
                    .containsExactly(Judgement.Outcome.WORDLESS, Judgement.Outcome.JUDGED, Judgement.Outcome.WORDLESS);
            assertThat(judged.get(0).sentiment()).isEqualTo(Sentiment.NEUTRAL);
            assertThat(judged.get(0).balance()).isZero();
            assertThat(model.judge(List.of())).isEmpty();
        }
    }

    @Test
    void aTextIsReadToTheLongestAndNoFurther() throws InvalidModelException {
        try (SentimentModel model = SentimentModel.open(file(FINBERT), VOCABULARY)) {
            String full = "beat ".repeat(30);
            assertThat(model.pieces(full)).hasSize(32);
            assertThat(model.judge(List.of(full + "loss".repeat(40))).get(0))
                    .isEqualTo(model.judge(List.of(full)).get(0));
        }
    }

    @Test
    void anotherVocabularyIsRefused() throws InvalidModelException {
        ModelFile file = file(FINBERT);
        byte[] other = (new String(VOCABULARY, StandardCharsets.UTF_8) + "up\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SentimentModel.open(file, other))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("the model was made with "
                        + Vocabulary.ofLines(VOCABULARY).sha256());
    }

    @Test
    void whatIsNoBertIsRefusedWithWhatWasExpected() throws InvalidModelException {
        byte[] conforming = BertExport.with(TinyBert.onnx(20, 64, 1), contract(FINBERT));
        assertThatThrownBy(() -> BertExport.with(conforming, contract(FINBERT)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("expected input_ids, attention_mask");
        assertThatThrownBy(() -> BertExport.with(new byte[] {1, 2, 3}, contract(FINBERT)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("not an ONNX file");
    }
}
