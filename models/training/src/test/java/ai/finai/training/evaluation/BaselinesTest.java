package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static final Baselines.Progress SILENT = (baseline, round, validation) -> {};
    private static final long DAY = 86_400_000;

    private final LabelledPostings postings = PostingsOfABank.of(1);
    private final TimeSplit split = TimeSplit.of(postings, 0.2, 0.25, DAY);

    @Test
    void theyFindWhatCanBeFound() {
        List<Detector> baselines = Baselines.of(postings, split, 1, SILENT);
        assertThat(baselines).extracting(Detector::name).containsExactly("logistic regression", "boosted trees");
        boolean[] positives = new TestPart(postings, split).positives();
        for (Detector baseline : baselines) {
            assertThat(baseline.scores()).hasSize(postings.size() - split.testFrom());
            for (float score : baseline.scores()) {
                assertThat(score).isBetween(0f, 1f);
            }
            assertThat(PrecisionRecall.area(baseline.scores(), positives))
                    .as(baseline.name())
                    .isGreaterThan(0.7);
            assertThat(baseline.description()).contains("PR-AUC");
        }
    }

    @Test
    void theSameSeedGivesTheSameScores() {
        List<Detector> once = Baselines.of(postings, split, 5, SILENT);
        List<Detector> again = Baselines.of(postings, split, 5, SILENT);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).scores()).isEqualTo(once.get(i).scores());
        }
    }

    @Test
    void theLabelsOfTheTestPartDoNotReachThem() {
        LabelledPostings blind = PostingsOfABank.of(1, 0.75);
        assertThat(blind.sha256()).isNotEqualTo(postings.sha256());
        List<Detector> seeing = Baselines.of(postings, split, 1, SILENT);
        List<Detector> unseeing = Baselines.of(blind, split, 1, SILENT);
        for (int i = 0; i < seeing.size(); i++) {
            assertThat(unseeing.get(i).scores()).isEqualTo(seeing.get(i).scores());
        }
    }

    @Test
    void withoutLaunderingToLearnFromTheySaySo() {
        LabelledPostings ordinary = PostingsOfABank.of(1, 0);
        assertThatThrownBy(() -> Baselines.of(ordinary, split, 1, SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training part")
                .hasMessageContaining("0 of them laundering");
    }
}
