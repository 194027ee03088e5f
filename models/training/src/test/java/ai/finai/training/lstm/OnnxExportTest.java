package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.lstm.Layout.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {

    private static final LabelledPostings DATA = Bank.of(21, 40, 50);
    private static final TimeSplit SPLIT = Bank.split(DATA);
    private static final ModelIdentity IDENTITY = new ModelIdentity("account-lstm", "1.2.0", "USD", "0.1.0");
    private static final List<Feature> SOME =
            List.of(Feature.GAP, Feature.AMOUNT, Feature.WIRE, Feature.CREDIT, Feature.CARD);

    private static TrainedLstm trained;
    private static ModelFile file;

    @BeforeAll
    static void train(@TempDir Path folder) throws IOException {
        LstmSettings settings = Bank.settings().toBuilder().features(SOME).build();
        trained = LstmTraining.train(DATA, SPLIT, settings, folder, Progress.NONE);
        file = OnnxExport.of(trained, IDENTITY, Map.of("test.pr-auc", 0.5), DATA, SPLIT);
    }

    @Test
    void theFileSaysWhatServingNeedsToKnow() throws Exception {
        StepContract contract = file.step();

        assertThat(contract.name()).isEqualTo("account-lstm");
        assertThat(contract.version()).isEqualTo("1.2.0");
        assertThat(contract.features()).isEqualTo(SOME);
        assertThat(contract.baseCurrency()).isEqualTo("USD");
        assertThat(contract.stateSize()).isEqualTo(16);
        assertThat(contract.threshold()).isEqualTo(trained.threshold());
        assertThat(contract.trainingData()).isEqualTo(DATA.sha256());
        assertThat(contract.seed()).isEqualTo("1");
        assertThat(contract.metrics())
                .isEqualTo(Map.of("test.pr-auc", 0.5, OnnxExport.VALIDATION_AREA, trained.validationArea()));
        assertThat(contract.reference().features()).containsOnlyKeys("gap", "amount", "wire", "credit", "card");
        assertThat(contract.reference().score()).isNotNull();
    }

    @Test
    void theSameTrainingGivesTheSameFile() {
        assertThat(OnnxExport.of(trained, IDENTITY, Map.of("test.pr-auc", 0.5), DATA, SPLIT)
                        .sha256())
                .isEqualTo(file.sha256());
    }

    @Test
    void scoresAreThoseOfTheTextbooksLstm() throws InvalidModelException {
        Stretch account = new Stretch(DATA.rows(3), 0, 0, DATA.rows(3).length);
        Chunk chunk = new Lanes(DATA, trained.network().scaling(), 8, 1, 1_000, List.of(account)).next();
        double[] logits = new PlainLstm(trained.network().weights()).logits(chunk);
        try (StepModel model = StepModel.open(file)) {
            float[] scores = model.scores(rows(3));

            for (int i = 0; i < scores.length; i++) {
                assertThat((double) scores[i])
                        .isCloseTo(trained.network().calibration().probability(logits[i]), within(1e-5));
            }
        }
    }

    @Test
    void aScoreDoesNotDependOnTheBatch() throws InvalidModelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (StepModel model = StepModel.open(file)) {
            float[][] alone = new float[StepModel.LARGEST_BATCH][];
            float[][] states = new float[StepModel.LARGEST_BATCH][model.stateSize()];
            float[] scratch = new float[model.stateSize()];
            for (int i = 0; i < states.length; i++) {
                for (int k = 0; k < states[i].length; k++) {
                    states[i][k] = random.nextFloat() - 0.5f;
                }
                model.put(0, DATA.features(), i * Feature.COUNT, states[i]);
                model.run(1);
                alone[i] = result(model, 0, scratch);
            }
            for (int rows = 2; rows <= StepModel.LARGEST_BATCH; rows += 1 + random.nextInt(9)) {
                for (int i = 0; i < rows; i++) {
                    model.put(i, DATA.features(), i * Feature.COUNT, states[i]);
                }
                model.run(rows);
                for (int i = 0; i < rows; i++) {
                    assertThat(result(model, i, scratch))
                            .as("row %s of %s, seed %s", i, rows, seed)
                            .isEqualTo(alone[i]);
                }
            }
        }
    }

    private static float[] result(StepModel model, int row, float[] scratch) {
        float[] result = new float[model.stateSize() + 1];
        assertThat(model.state(row, result, scratch)).isTrue();
        result[model.stateSize()] = model.score(row);
        return result;
    }

    @Test
    void scoresOfAllPostingsAreThoseOfEachAccountAlone() throws InvalidModelException {
        try (StepModel model = StepModel.open(file)) {
            float[] all = Scores.of(model, DATA);
            for (int account = 0; account < DATA.accounts(); account++) {
                float[] alone = model.scores(rows(account));
                for (int i = 0; i < alone.length; i++) {
                    assertThat(all[DATA.rows(account)[i]]).isEqualTo(alone[i]);
                }
            }
            float[] some = Scores.ofFirst(model, DATA, 500);
            assertThat(some).hasSize(500).isEqualTo(Arrays.copyOf(all, 500));
        }
    }

    @Test
    void aModelThatComputesSomethingElseIsNotExported() throws InvalidModelException {
        for (Part part : new Part[] {Part.RECURRENT, Part.INPUT_BIAS, Part.OUTPUT}) {
            Weights other = trained.network().weights().copy();
            int offset = other.layout().offset(part);
            for (int i = 0; i < other.layout().size(part); i++) {
                other.values()[offset + i] += 0.002f;
            }
            try (StepModel model = StepModel.open(file)) {
                assertThatThrownBy(() -> Parity.check(model, with(other), DATA, SPLIT, trained.settings()))
                        .as("%s", part)
                        .isInstanceOf(ParityException.class)
                        .hasMessageContaining("does not compute what was trained: over");
            }
        }
        assertThatThrownBy(() -> new Parity(1, 1, Double.NaN, 0).require()).isInstanceOf(ParityException.class);
        assertThatThrownBy(() -> new Parity(1, 1, 0, 1e-5).require()).isInstanceOf(ParityException.class);
    }

    @Test
    void theGateLooksAtRealSequences() throws InvalidModelException {
        try (StepModel model = StepModel.open(file)) {
            Parity parity = Parity.check(model, trained.network(), DATA, SPLIT, trained.settings());

            assertThat(parity.sequences()).isEqualTo(40);
            assertThat(parity.postings()).isGreaterThan(1_000);
        }
    }

    @Test
    void statesAreSharedOnlyByTheSameRecurrentPart() throws Exception {
        String schema = OnnxExport.stateSchema(trained.network(), SOME);
        Weights otherHead = trained.network().weights().copy();
        otherHead.values()[trained.network().weights().layout().offset(Part.HEAD)] += 0.01f;
        Weights otherCell = trained.network().weights().copy();
        otherCell.values()[trained.network().weights().layout().offset(Part.RECURRENT)] += 0.01f;
        CalibratedNetwork otherScaling = new CalibratedNetwork(
                trained.network().weights(),
                Scaling.of(DATA, SOME, 100),
                trained.network().calibration());

        assertThat(OnnxExport.stateSchema(with(otherHead), SOME)).isEqualTo(schema);
        assertThat(OnnxExport.stateSchema(with(otherCell), SOME)).isNotEqualTo(schema);
        assertThat(OnnxExport.stateSchema(otherScaling, SOME)).isNotEqualTo(schema);
        assertThat(file.step().stateSchema()).isEqualTo(schema);
    }

    @Test
    void aNameThatNoModelMayHaveIsRefused() {
        ModelIdentity identity = new ModelIdentity("Account LSTM", "1", "USD", "0.1.0");

        assertThatThrownBy(() -> OnnxExport.of(trained, identity, Map.of(), DATA, SPLIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finai.name is 'Account LSTM'");
    }

    private static CalibratedNetwork with(Weights weights) {
        return new CalibratedNetwork(
                weights, trained.network().scaling(), trained.network().calibration());
    }

    private static List<float[]> rows(int account) {
        List<float[]> rows = new ArrayList<>();
        for (int row : DATA.rows(account)) {
            rows.add(trained.network().scaling().unscaled(DATA.features(), row));
        }
        return rows;
    }
}
