package ai.finai.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.InvalidModelException;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.HeadlineSplit;
import ai.finai.training.headlines.Headlines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small networks on made-up headlines, from training to the file. */
class TextTrainingTest {

    private static final TextSettings SMALL =
            new TextSettings(400, 24, 8, 256, 3, 6, 2, 0, 32, 1e-2, 0.01, 0.2, 0.05, 0.5, 0.05, 6, 3, 1, 1);
    private static final HeadlineSplit SPLIT = HeadlineSplit.of(Headlines.of(600, 0.05, 1), 0.15, 0.2, 1);
    private static final TextIdentity IDENTITY = new TextIdentity("sentiment", "1", "data", "test");

    private static List<String> testTexts() {
        return SPLIT.test().stream().map(Headline::text).toList();
    }

    @Test
    void whatTheWordsSayIsLearntAndServedFromTheFile() throws InvalidModelException {
        TrainedText trained = TextTraining.train(SPLIT, SMALL, Progress.NONE);
        TextExport.Exported exported = TextExport.of(trained, IDENTITY, Map.of("a", 1.0), testTexts());
        assertThat(exported.difference()).isLessThan(TextExport.TOLERANCE);
        int right = 0;
        try (SentimentModel model = SentimentModel.open(exported.file(), exported.vocabulary())) {
            List<Judgement> judged = model.judge(testTexts());
            for (int i = 0; i < judged.size(); i++) {
                right += judged.get(i).sentiment() == SPLIT.test().get(i).sentiment() ? 1 : 0;
            }
        }
        assertThat((double) right / SPLIT.test().size()).isGreaterThan(0.85);
    }

    @Test
    void theSameSeedAndHeadlinesGiveTheSameFile() {
        TextSettings quick = SMALL.with(1, null, 2, 1);
        String once = sha256(TextTraining.train(SPLIT, quick, Progress.NONE));
        assertThat(sha256(TextTraining.train(SPLIT, quick, Progress.NONE))).isEqualTo(once);
        assertThat(sha256(TextTraining.train(SPLIT, quick.seed(2), Progress.NONE)))
                .isNotEqualTo(once);
    }

    @Test
    void specialistsTakeNothingFromWhatIsSaidOfOtherKindsOfText() {
        TextSettings one = SMALL.with(1, 0, 2, 1);
        TextSettings specialist = SMALL.with(1, 1, 2, 1);
        String upright = sha256(TextTraining.train(withOthers(false), specialist, Progress.NONE));
        assertThat(sha256(TextTraining.train(withOthers(true), specialist, Progress.NONE)))
                .isEqualTo(upright);
        assertThat(sha256(TextTraining.train(withOthers(true), one, Progress.NONE)))
                .isNotEqualTo(sha256(TextTraining.train(withOthers(false), one, Progress.NONE)));
    }

    /** Headlines of another source beside those that train. */
    private static HeadlineSplit withOthers(boolean opposite) {
        List<Headline> train = new ArrayList<>(SPLIT.train());
        for (Headline other : Headlines.of(200, 0.05, 2)) {
            Sentiment said = opposite
                    ? Sentiment.values()[
                            Sentiment.values().length - 1 - other.sentiment().ordinal()]
                    : other.sentiment();
            train.add(new Headline(other.text(), said, "elsewhere", other.subjects()));
        }
        return new HeadlineSplit(train, SPLIT.validation(), SPLIT.test());
    }

    @Test
    void thereAreNoMoreSpecialistsThanNetworks() {
        assertThat(SMALL.with(2, 2, null, null).specialists()).isEqualTo(2);
        assertThatThrownBy(() -> SMALL.with(2, 3, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("specialists 3: must be from 0 to 2");
    }

    private static String sha256(TrainedText trained) {
        return TextExport.of(trained, IDENTITY, Map.of(), testTexts()).file().sha256();
    }

    @Test
    void trainingStopsWhereItNoLongerGetsBetterAndTellsEachEpoch() {
        List<Progress.Epoch> epochs = new ArrayList<>();
        TextTraining.train(SPLIT, SMALL.with(1, null, 60, 1), epochs::add);
        int best = epochs.stream()
                .filter(Progress.Epoch::best)
                .mapToInt(Progress.Epoch::number)
                .max()
                .orElse(0);
        assertThat(epochs).hasSize(Math.min(60, best + SMALL.patience())).hasSizeLessThan(60);
        assertThat(epochs.get(epochs.size() - 1).loss())
                .isLessThan(epochs.get(0).loss());
    }

    @Test
    void whatIsSaidOfATextDoesNotDependOnTheOthers() throws InvalidModelException {
        TextExport.Exported exported = TextExport.of(
                TextTraining.train(SPLIT, SMALL.with(1, null, 1, 1), Progress.NONE), IDENTITY, Map.of(), testTexts());
        try (SentimentModel model = SentimentModel.open(exported.file(), exported.vocabulary())) {
            List<Judgement> alone = new ArrayList<>();
            testTexts().forEach(text -> alone.addAll(model.judge(List.of(text))));
            assertThat(model.judge(testTexts())).isEqualTo(alone);
        }
    }
}
