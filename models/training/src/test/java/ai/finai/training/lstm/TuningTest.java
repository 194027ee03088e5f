package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {

    private static final LabelledPostings DATA = Bank.of(41, 40, 50);
    private static final TimeSplit SPLIT = Bank.split(DATA);
    private static final LstmSettings BASE =
            Bank.settings().toBuilder().epochs(2).build();

    @Test
    void triesTheBaseAndOthersAndPutsTheBestFirst() {
        List<Tuning.Trial> heard = new ArrayList<>();

        List<Tuning.Trial> found = Tuning.search(DATA, SPLIT, BASE, 3, 7, heard::add);

        assertThat(heard).hasSize(3).containsExactlyInAnyOrderElementsOf(found);
        assertThat(heard.get(0).settings()).isEqualTo(BASE);
        assertThat(found.stream().map(Tuning.Trial::settings)).doesNotHaveDuplicates();
        assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.area(), a.area()));
        assertThat(Tuning.table(found).lines()).hasSize(5);
    }

    @Test
    void theSameSeedTriesTheSame() {
        assertThat(Tuning.search(DATA, SPLIT, BASE, 2, 7, trial -> {}))
                .isEqualTo(Tuning.search(DATA, SPLIT, BASE, 2, 7, trial -> {}));
    }

    @Test
    void aSettingThatDivergesComesLast() {
        List<Tuning.Trial> trials = Tuning.sorted(List.of(
                new Tuning.Trial(BASE, Double.NaN, 0), new Tuning.Trial(BASE, 0.1, 1), new Tuning.Trial(BASE, 0.2, 1)));

        assertThat(trials.stream().map(Tuning.Trial::area)).containsExactly(0.2, 0.1, Double.NaN);
        assertThat(Tuning.table(trials)).contains("| diverged | 0 |");
    }

    @Test
    void anAblationTrainsWithoutEachGroupThatThereIs() {
        LstmSettings settings = BASE.toBuilder()
                .features(List.of(Feature.AMOUNT, Feature.WIRE, Feature.CARD, Feature.CREDIT))
                .epochs(8)
                .patience(8)
                .build();

        Ablation.Result found = Ablation.run(DATA, SPLIT, settings, 2, without -> {});

        assertThat(found.groups().stream().map(Ablation.Without::group))
                .containsExactlyInAnyOrder(Feature.Group.AMOUNT, Feature.Group.CHANNEL, Feature.Group.DIRECTION);
        assertThat(found.groups()).isSortedAccordingTo((a, b) -> Double.compare(b.lost(), a.lost()));
        assertThat(found.groups()).allSatisfy(without -> assertThat(without.lost())
                .isCloseTo(found.area() - without.area(), within(1e-12)));
        assertThat(found.groups().get(0).group()).isEqualTo(Feature.Group.CHANNEL);
        assertThat(found.spread()).isNotNegative();
        assertThat(found.table()).contains("| channel |");
    }
}
