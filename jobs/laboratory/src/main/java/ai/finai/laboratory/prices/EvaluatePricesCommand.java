package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.FileProblems;
import ai.finai.cli.model.LocalModel;
import ai.finai.jobs.Release;
import ai.finai.laboratory.Progress;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import ai.finai.models.WindowModel;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastJson;
import ai.finai.training.forecast.ForecastText;
import ai.finai.training.price.Fold;
import ai.finai.training.price.PriceForecasts;
import ai.finai.training.price.PriceJudging;
import ai.finai.training.price.PriceSamples;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model evaluate price-lstm}. */
@Command(
        name = "price-lstm",
        sortOptions = false,
        description = {
            "Judges a window model on bars from a day on, beside naive forecasts, which are fitted on the bars before that"
                    + " day.",
            "",
            "Give bars that the model was not trained on: else it is judged on what it has seen."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model evaluate price-lstm --model models/prices --input daily.csv.gz --mapping ohlcv --from 2026-01-01"
        })
public final class EvaluatePricesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE|DIR",
            required = true,
            description =
                    "An ONNX file of FinAI's contract, or the folder that it lies in; its manifest.json is checked"
                            + " if it is there.")
    private Path model;

    @Mixin
    private BarOptions bars;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            required = true,
            description = "First day that is judged, in UTC, as 2026-01-01.")
    private LocalDate from;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "A folder for evaluation.json; made if it is not there.")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "What stands on standard output: tables, or evaluation.json. Default: table.")
    private Format format;

    enum Format {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws IOException {
        try (Model opened = LocalModel.at(model.toString()).open()) {
            opened.file().window();
            ForecastEvaluation evaluation = evaluate((WindowModel) opened);
            if (output != null) {
                write(evaluation, output);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    format == Format.JSON
                            ? new String(ForecastJson.write(evaluation), StandardCharsets.UTF_8)
                            : ForecastText.of(evaluation));
            out.flush();
            return ExitCode.OK;
        } catch (InvalidModelException e) {
            throw CommandFailed.usage(model + ": " + e.getMessage(), e);
        }
    }

    private ForecastEvaluation evaluate(WindowModel opened) throws IOException {
        List<Double> levels = opened.contract().quantiles();
        if (levels.size() % 2 == 0 || levels.get(levels.size() / 2) != 0.5) {
            throw CommandFailed.usage(model + ": its quantiles are " + levels + "; to be judged it needs 0.5 in the"
                    + " middle, and as many below as above");
        }
        AdjustedBars read = bars.read(new Progress(spec.commandLine().getErr()));
        if (!read.interval().equals(opened.contract().interval())) {
            throw CommandFailed.usage(model + ": it was trained on bars of "
                    + opened.contract().interval() + ", these are of " + read.interval());
        }
        PriceSamples samples = read.samples(opened.length());
        int first =
                samples.firstFrom(from.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
        if (samples.size() - first < 3) {
            throw CommandFailed.usage("--from " + from + ": there are " + (samples.size() - first)
                    + " bars to foretell from that day on, each with a window before it");
        }
        Fold fold = new Fold(0, 0, first, first, samples.size());
        float[] quantiles = PriceForecasts.of(opened, samples, first, samples.size());
        Map<String, String> about = read.about(samples);
        about.put(
                "model",
                opened.contract().name() + ' ' + opened.contract().version() + ", sha256 "
                        + opened.file().sha256());
        about.put("made by", "FinAI " + Release.VERSION);
        return PriceJudging.judge(
                samples,
                List.of(new PriceJudging.Part(fold, quantiles, 0)),
                levels,
                opened.contract().name(),
                about);
    }

    private static void write(ForecastEvaluation evaluation, Path folder) {
        try {
            ForecastFiles.write(evaluation, folder);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(folder, e), e);
        }
    }
}
