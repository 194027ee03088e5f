package ai.finai.training.price;

import static ai.finai.training.price.Market.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.WindowModel;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastJson;
import ai.finai.training.forecast.ForecastText;
import ai.finai.training.lstm.ParityException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTrainingTest {

    private static final int BARS = 220;
    private static final PriceTraining.Progress NOBODY = (part, epoch) -> {};

    private static PriceTrainer.Trained train(PriceSamples samples, Fold fold) {
        return new PriceTrainer(samples, fold, SMALL).run(epoch -> {});
    }

    private static Fold fold(PriceSamples samples) {
        return Fold.walkForward(samples, 2, 0.5, 0.2, 2).get(0);
    }

    @Test
    void theSameSeedAndBarsGiveTheSameWeightsAndAnotherSeedOthers() {
        PriceSamples samples = Market.samples(4, BARS, 0, 1);
        float[] weights = train(samples, fold(samples)).weights().values();
        assertThat(train(samples, fold(samples)).weights().values()).isEqualTo(weights);
        assertThat(new PriceTrainer(samples, fold(samples), SMALL.withSeed(6))
                        .run(epoch -> {})
                        .weights()
                        .values())
                .isNotEqualTo(weights);
    }

    /**
     * All that follows a fold's training and validation is made another, and then all that follows its forecasts: neither
     * weights and scaling, nor a forecast of before, may know of it by one bit.
     */
    @Test
    void nothingThatFollowsChangesWhatWasLearntOrForetold() {
        PriceSamples samples = Market.samples(4, BARS, 0.2, 1);
        Fold fold = fold(samples);
        PriceTrainer.Trained trained = train(samples, fold);
        int firstTested = dayOf(samples, fold.testFrom());
        PriceSamples afterTraining = differsFrom(firstTested);
        assertThat(fold(afterTraining)).isEqualTo(fold);
        PriceTrainer.Trained again = train(afterTraining, fold);
        assertThat(again.weights().values()).isEqualTo(trained.weights().values());
        assertThat(again.scaling().means()).isEqualTo(trained.scaling().means());
        assertThat(again.scaling().factors()).isEqualTo(trained.scaling().factors());

        int middle = (fold.testFrom() + fold.testUntil()) / 2;
        PriceSamples later = differsFrom(dayOf(samples, middle));
        int[] before = IntStream.range(fold.testFrom(), samples.firstFrom(samples.time(middle)))
                .toArray();
        int[] known =
                IntStream.range(0, samples.firstFrom(samples.time(middle) + 1)).toArray();
        assertThat(PriceExport.forecasts(trained, SMALL, later, before))
                .isEqualTo(PriceExport.forecasts(trained, SMALL, samples, before));
        NaiveForecasts naive = new NaiveForecasts(samples, fold.validationUntil(), SMALL.levels());
        NaiveForecasts naiveLater = new NaiveForecasts(later, fold.validationUntil(), SMALL.levels());
        for (int sample : known) {
            assertThat(naiveLater.mean(sample)).isEqualTo(naive.mean(sample));
            assertThat(naiveLater.autoregression(sample)).isEqualTo(naive.autoregression(sample));
            assertThat(naiveLater.normal(sample, 0)).isEqualTo(naive.normal(sample, 0));
            assertThat(naiveLater.history(sample, 0)).isEqualTo(naive.history(sample, 0));
        }
        // The forecast of the bar that is another is the same still; its target is not, and the next window is not.
        assertThat(later.target(middle)).isNotEqualTo(samples.target(middle));
        int next = samples.firstFrom(samples.time(middle) + 1);
        assertThat(PriceExport.forecasts(trained, SMALL, later, new int[] {next}))
                .isNotEqualTo(PriceExport.forecasts(trained, SMALL, samples, new int[] {next}));
    }

    private static int dayOf(PriceSamples samples, int sample) {
        return (int) (samples.time(sample) / Market.DAY) - 20_000;
    }

    private static PriceSamples differsFrom(int bar) {
        return PriceSamples.of(Market.bars(4, BARS, 0.2, 1, bar), SMALL.length(), Market.DAY);
    }

    @Test
    void whatFollowsFromTheLastReturnIsLearntAndWhatIsChanceIsNot() {
        PriceSettings longer = new PriceSettings(10, SMALL.levels(), 8, 6, 64, 4_000, 8, 8, 1e-2, 1e-2, 1, 5, 1);
        PriceTraining training = new PriceTraining(Market.samples(8, 400, 0.5, 3), longer, 1, 2);
        ForecastEvaluation evaluation = training.walkForward("price-lstm", Map.of(), NOBODY);
        assertThat(evaluation.points().get(1).squared().better())
                .as(ForecastText.of(evaluation))
                .isTrue();
        // What it is made of is a straight line from the last return: nothing is better than that.
        assertThat(evaluation.points().get(3).squared().better()).isFalse();
        assertThat(evaluation.intervals().get(0).coverage().get(0).found()).isBetween(0.9, 0.99);
    }

    @Test
    void theExportedModelForetellsTheSameInABatchOfAnySize() throws Exception {
        PriceSamples samples = Market.samples(4, BARS, 0, 1);
        PriceTrainer.Trained trained = train(samples, fold(samples));
        ModelFile file = export(trained, samples);
        int[] all = IntStream.range(0, 128).toArray();
        try (WindowModel model = WindowModel.open(file)) {
            float[] together = PriceForecasts.of(model, samples, all);
            for (int sample : all) {
                float[] alone = PriceForecasts.of(model, samples, new int[] {sample});
                assertThat(alone)
                        .isEqualTo(Arrays.copyOfRange(together, 5 * sample, 5 * sample + 5))
                        .isSorted();
            }
        }
    }

    private static ModelFile export(PriceTrainer.Trained trained, PriceSamples samples) {
        return PriceExport.of(trained, SMALL, samples, "price-lstm", "1", Duration.ofDays(1), Map.of());
    }

    @Test
    void aFileThatComputesSomethingElseThanWasTrainedIsNotWritten() throws Exception {
        PriceSamples samples = Market.samples(4, BARS, 0, 1);
        PriceTrainer.Trained trained = train(samples, fold(samples));
        PriceWeights other = trained.weights().copy();
        other.values()[3] += 0.01f;
        PriceTrainer.Trained changed = new PriceTrainer.Trained(other, trained.scaling(), 0, 1);
        try (WindowModel model = WindowModel.open(export(trained, samples))) {
            assertThatThrownBy(() -> PriceExport.check(model, changed, SMALL, samples))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("in ONNX Runtime and");
        }
    }

    @Test
    void theFolderHasTheModelItsCardAndItsFigures(@TempDir Path folder) throws Exception {
        PriceSamples samples = Market.samples(4, BARS, 0, 1);
        PriceTraining training = new PriceTraining(samples, SMALL, 2, 2);
        ForecastEvaluation evaluation = training.walkForward("price-lstm", Map.of("bars", "made up"), NOBODY);
        PriceModel model = training.model("price-lstm", "1.0.0", Duration.ofDays(1), evaluation, NOBODY);
        model.write(folder, evaluation, "0.1.0");
        byte[] bytes = Files.readAllBytes(folder.resolve("model.onnx"));
        Manifest manifest = Manifest.read(Files.readAllBytes(folder.resolve("manifest.json")));
        ModelFile file = ModelFile.of(bytes);
        assertThat(manifest.sha256()).isEqualTo(file.sha256());
        assertThat(manifest.metrics())
                .isEqualTo(file.contract().metrics())
                .containsKeys(
                        "walk-forward.pinball-bp.price-lstm",
                        "walk-forward.pinball-bp.ewma-normal",
                        "walk-forward.rmse-bp.ar-1",
                        "walk-forward.rmse.p-value-against-no-change",
                        "walk-forward.coverage-of-95");
        try (WindowModel opened = WindowModel.open(file)) {
            opened.verify(manifest.golden());
        }
        assertThat(Files.readString(folder.resolve("card.md")))
                .contains("# price-lstm 1.0.0", file.sha256(), "**Not for** trading", "| gap | log return |");
        assertThat(new String(ForecastJson.write(evaluation), StandardCharsets.UTF_8))
                .startsWith("{\n  \"schemaVersion\" : 1,")
                .contains("\"symbol\" : \"S3\"");
        assertThat(evaluation.folds()).hasSize(2);
        assertThat(evaluation.data().forecasts())
                .isEqualTo(evaluation.folds().stream()
                        .mapToInt(ForecastEvaluation.FoldFigures::forecasts)
                        .sum());
    }

    @Test
    void settingsThatCannotBeAreTold() {
        assertThatThrownBy(() -> new PriceSettings(10, List.of(0.1, 0.9), 8, 6, 64, 1, 1, 1, 1e-2, 0, 1, 1, 1))
                .hasMessageContaining("with 0.5 in the middle");
        assertThatThrownBy(() -> new PriceSettings(10, List.of(0.6, 0.5, 0.9), 8, 6, 64, 1, 1, 1, 1e-2, 0, 1, 1, 1))
                .hasMessageContaining("must rise");
        assertThatThrownBy(() -> SMALL.withEpochs(0)).hasMessageContaining("epochs 0: must be at least 1");
    }
}
