package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.Release;
import ai.finai.laboratory.NewModelOptions;
import ai.finai.laboratory.Progress;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastText;
import ai.finai.training.lstm.DivergedException;
import ai.finai.training.price.PriceModel;
import ai.finai.training.price.PriceSamples;
import ai.finai.training.price.PriceSettings;
import ai.finai.training.price.PriceTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model train price-lstm}. */
@Command(
        name = "price-lstm",
        sortOptions = false,
        description = {
            "Trains a model that foretells the quantiles of the next bar's return from a symbol's latest bars, and judges it"
                    + " walking forward in time beside naive forecasts; writes model.onnx, card.md, manifest.json and"
                    + " evaluation.json.",
            "",
            "Each fold is foretold by a network trained on what lies before it alone. The model itself is then trained on"
                    + " everything. The same bars, options and machine give the same model."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model train price-lstm --input daily.csv.gz --mapping ohlcv --output my-prices --version 1",
            "  finai model train price-lstm --input prices.jsonl.gz splits.jsonl.gz --name minutes --output my-minutes"
        })
public final class TrainPricesCommand implements Callable<Integer> {

    private static final String PRICE_LSTM = "price-lstm";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BarOptions bars;

    @Mixin
    private NewModelOptions model;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything that is drawn at random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Test parts of the last half of the time, one after the other. Default: ${DEFAULT-VALUE}.")
    private int folds;

    @Option(
            names = "--gap",
            paramLabel = "N",
            defaultValue = "5",
            description = "Bars left out before validation and before test, at least 1. Default: ${DEFAULT-VALUE}.")
    private int gap;

    @Option(names = "--length", paramLabel = "N", description = "Bars in a window. Default: 60.")
    private @Nullable Integer length;

    @Option(names = "--hidden", paramLabel = "N", description = "Units of each of the two LSTM layers. Default: 50.")
    private @Nullable Integer hidden;

    @Option(names = "--windows", paramLabel = "N", description = "Windows drawn in an epoch. Default: 20000.")
    private @Nullable Integer windows;

    @Override
    public Integer call() throws IOException {
        check();
        Progress progress = new Progress(spec.commandLine().getErr());
        AdjustedBars read = bars.read(progress);
        try {
            PriceSettings settings = settings();
            PriceSamples samples = read.samples(settings.length());
            progress.line(
                    "%s of %s", Figures.count(samples.size(), "window"), Figures.count(samples.symbols(), "symbol"));
            PriceTraining training = new PriceTraining(samples, settings, folds, gap);
            PriceTraining.Progress shown = (part, epoch) -> progress.line(
                    "%s: epoch %d of %d, loss %.5f, validation %.5f%s, %d min %02d s left",
                    part,
                    epoch.number(),
                    epoch.most(),
                    epoch.loss(),
                    epoch.validation(),
                    epoch.best() ? " (best)" : "",
                    epoch.left().toMinutes(),
                    epoch.left().toSecondsPart());
            Map<String, String> about = read.about(samples);
            about.put("folds", folds + ", each trained on what lies before it, with " + gap + " bars between");
            about.put("made by", "FinAI " + Release.VERSION);
            ForecastEvaluation evaluation = training.walkForward(model.name(PRICE_LSTM), about, shown);
            PriceModel trained =
                    training.model(model.name(PRICE_LSTM), model.version(), read.interval(), evaluation, shown);
            trained.write(model.output(), evaluation, Release.VERSION);
            ForecastFiles.write(evaluation, model.output());
            print(evaluation, trained);
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (DivergedException e) {
            throw CommandFailed.failed(e.getMessage() + "; try another --seed", e);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(model.output(), e), e);
        }
    }

    private void check() {
        model.check();
        if (folds < 1) {
            throw CommandFailed.usage("--folds is " + folds + "; it must be 1 or more");
        }
    }

    private PriceSettings settings() {
        PriceSettings defaults = PriceSettings.DEFAULT;
        return new PriceSettings(
                length == null ? defaults.length() : length,
                defaults.levels(),
                hidden == null ? defaults.hidden() : hidden,
                defaults.dense(),
                defaults.batch(),
                windows == null ? defaults.windows() : windows,
                model.epochs(defaults.epochs()),
                defaults.patience(),
                defaults.learningRate(),
                defaults.weightDecay(),
                defaults.clip(),
                seed,
                model.threads(defaults.threads()));
    }

    private void print(ForecastEvaluation evaluation, PriceModel trained) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ForecastText.of(evaluation));
        out.printf(
                "%nin %s: model.onnx, card.md, manifest.json, %s%nsha256 %s%n",
                model.output(), ForecastFiles.JSON, trained.file().sha256());
        out.flush();
    }
}
