package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.Release;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private BarOptions bars;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description =
                    "A folder for the model; made if it is not there. A model in it is replaced when the new one is"
                            + " trained.")
    private Path output;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = PRICE_LSTM,
            description = "The model's name in alerts and tables: lower-case letters, digits, hyphens. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String name;

    @Option(
            names = "--version",
            paramLabel = "V",
            defaultValue = "1",
            description =
                    "The model's version: letters, digits, dots, hyphens, underscores. Default: ${DEFAULT-VALUE}.")
    private String version;

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

    @Option(names = "--epochs", paramLabel = "N", description = "At most; it stops where it no longer gets better.")
    private @Nullable Integer epochs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Of PyTorch; another number can change last digits. Default: 1.")
    private @Nullable Integer threads;

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
            ForecastEvaluation evaluation = training.walkForward(name, about, shown);
            PriceModel model = training.model(name, version, read.interval(), evaluation, shown);
            model.write(output, evaluation, Release.VERSION);
            ForecastFiles.write(evaluation, output);
            print(evaluation, model);
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (DivergedException e) {
            throw CommandFailed.failed(e.getMessage() + "; try another --seed", e);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
    }

    private void check() {
        if (!NAME.matcher(name).matches()) {
            throw CommandFailed.usage("--name is '" + name
                    + "'; allowed are 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end");
        }
        if (!VERSION.matcher(version).matches()) {
            throw CommandFailed.usage(
                    "--version is '" + version + "'; allowed are 1 to 64 letters, digits, dots, hyphens, underscores");
        }
        if (folds < 1) {
            throw CommandFailed.usage("--folds is " + folds + "; it must be 1 or more");
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw CommandFailed.usage("--output " + output + " is a file; name a folder");
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
                epochs == null ? defaults.epochs() : epochs,
                defaults.patience(),
                defaults.learningRate(),
                defaults.weightDecay(),
                defaults.clip(),
                seed,
                threads == null ? defaults.threads() : threads);
    }

    private void print(ForecastEvaluation evaluation, PriceModel model) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ForecastText.of(evaluation));
        out.printf(
                "%nin %s: model.onnx, card.md, manifest.json, %s%nsha256 %s%n",
                output, ForecastFiles.JSON, model.file().sha256());
        out.flush();
    }
}
