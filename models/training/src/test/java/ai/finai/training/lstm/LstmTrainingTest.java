package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LstmTrainingTest {

    private static final LabelledPostings DATA = Bank.of(11, 60, 60);
    private static final TimeSplit SPLIT = Bank.split(DATA);

    @TempDir
    Path folder;

    @Test
    void itLearnsWhatNoPostingTellsByItself() throws IOException {
        LstmSettings settings = Bank.settings().toBuilder()
                .hidden(12)
                .steps(24)
                .epochs(25)
                .patience(25)
                .build();
        TrainedLstm whole = train(settings, "whole");
        double laundering = 0;
        for (int row = SPLIT.validationFrom(); row < SPLIT.validationUntil(); row++) {
            laundering += DATA.laundering(row) ? 1 : 0;
        }
        double chance = laundering / (SPLIT.validationUntil() - SPLIT.validationFrom());

        assertThat(whole.validationArea()).isGreaterThan(0.7).isGreaterThan(8 * chance);
    }

    @Test
    void sameSeedAndDataGiveTheSameWeights() throws IOException {
        float[] weights = train(Bank.settings(), "a").network().weights().values();

        assertThat(train(Bank.settings(), "b").network().weights().values()).isEqualTo(weights);
        assertThat(train(Bank.settings().toBuilder().seed(2).build(), "c")
                        .network()
                        .weights()
                        .values())
                .isNotEqualTo(weights);
    }

    @Test
    void aTrainingThatWasInterruptedEndsAsOneThatWasNot() throws IOException {
        TrainedLstm expected = train(Bank.settings(), "whole");

        assertThatThrownBy(() -> LstmTraining.train(DATA, SPLIT, Bank.settings(), folder.resolve("part"), epoch -> {
                    if (epoch.number() == 2) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        List<Integer> heard = new ArrayList<>();
        TrainedLstm found = LstmTraining.train(DATA, SPLIT, Bank.settings(), folder.resolve("part"), new Progress() {
            @Override
            public void resumed(int epochs) {
                heard.add(-epochs);
            }

            @Override
            public void epoch(Epoch epoch) {
                heard.add(epoch.number());
            }
        });

        assertThat(heard).containsExactly(-2, 3, 4);
        assertThat(found.network().weights().values())
                .isEqualTo(expected.network().weights().values());
        assertThat(found.network().calibration()).isEqualTo(expected.network().calibration());
        assertThat(found.threshold()).isEqualTo(expected.threshold());
        assertThat(found.reference()).isEqualTo(expected.reference());
        assertThat(Files.readAllBytes(folder.resolve("part/checkpoint.bin")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole/checkpoint.bin")));
    }

    @Test
    void aTrainingThatHasEndedIsNotTrainedAgainButGoesOnWithMoreEpochs() throws IOException {
        train(Bank.settings().toBuilder().epochs(2).build(), "a");
        List<Integer> heard = new ArrayList<>();

        LstmTraining.train(
                DATA,
                SPLIT,
                Bank.settings().toBuilder().epochs(2).build(),
                folder.resolve("a"),
                epoch -> heard.add(epoch.number()));
        assertThat(heard).isEmpty();
        LstmTraining.train(
                DATA,
                SPLIT,
                Bank.settings().toBuilder().epochs(3).build(),
                folder.resolve("a"),
                epoch -> heard.add(epoch.number()));
        assertThat(heard).containsExactly(3);
    }

    @Test
    void aCheckpointOfOtherSettingsIsNotTrainedOverUnlessItIsForgotten() throws IOException {
        train(Bank.settings(), "a");
        byte[] checkpoint = Files.readAllBytes(folder.resolve("a/checkpoint.bin"));
        LstmSettings other = Bank.settings().toBuilder().seed(2).build();

        assertThatThrownBy(() -> train(other, "a")).isInstanceOfSatisfying(OtherTrainingException.class, there -> {
            assertThat(there.differences())
                    .containsExactly("seed " + Bank.settings().seed() + ", now 2");
            assertThat(there.epochs()).isPositive();
        });
        assertThat(folder.resolve("a/checkpoint.bin")).hasBinaryContent(checkpoint);
        LstmTraining.check(DATA, SPLIT, Bank.settings().toBuilder().hidden(9).build(), folder.resolve("a"), true);

        LstmTraining.forget(folder.resolve("a"));
        assertThat(train(other, "a").network().weights().values())
                .isEqualTo(train(other, "b").network().weights().values());
    }

    @Test
    void aDamagedCheckpointIsToldAndNotTrainedOver() throws IOException {
        train(Bank.settings(), "a");
        Path checkpoint = folder.resolve("a/checkpoint.bin");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> train(Bank.settings(), "a"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("checkpoint.bin is damaged; delete it, and training begins anew");
    }

    @Test
    void trainingEndsWhenTheValidationNoLongerGetsBetter() throws IOException {
        List<Progress.Epoch> heard = new ArrayList<>();
        LstmTraining.train(
                DATA,
                SPLIT,
                Bank.settings().toBuilder()
                        .epochs(500)
                        .patience(2)
                        .learningRate(0.05)
                        .build(),
                folder.resolve("a"),
                heard::add);

        int best = heard.stream()
                .filter(Progress.Epoch::best)
                .mapToInt(Progress.Epoch::number)
                .max()
                .orElseThrow();
        assertThat(heard).hasSize(best + 2);
        assertThat(heard.get(heard.size() - 1).left()).isZero();
    }

    @Test
    void aValidationPartWithoutLaunderingIsRefused() {
        LabelledPostings data = Bank.of(3, 2, 12);
        TimeSplit split = new TimeSplit(data.size() - 4, data.size() - 3, data.size() - 2, data.size() - 1);

        assertThatThrownBy(() -> LstmTraining.train(data, split, Bank.settings(), folder, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the 1 postings of the validation part");
    }

    @Test
    void noMoreThanTheShareOfScoresReachTheThreshold() {
        float[] scores = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.8f, 0.8f};

        assertThat(LstmTraining.threshold(scores, 0.5)).isEqualTo(0.6f);
        assertThat(LstmTraining.threshold(scores, 0.3)).isEqualTo(0.8f);
        assertThat(LstmTraining.threshold(scores, 0.2))
                .as("only all three or none can alert")
                .isEqualTo(0.8f);
        assertThat(LstmTraining.threshold(new float[] {0.1f, 0.2f, 0.2f, 0.3f}, 0.5))
                .isEqualTo(0.3f);
    }

    private TrainedLstm train(LstmSettings settings, String name) throws IOException {
        return LstmTraining.train(DATA, SPLIT, settings, folder.resolve(name), Progress.NONE);
    }
}
