package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.cli.S3Options;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.backtest.Backtest;
import ai.finai.cli.backtest.BacktestConfig;
import ai.finai.cli.backtest.SortedInput;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.laboratory.data.LabelledData;
import ai.finai.laboratory.labels.Labels;
import ai.finai.laboratory.labels.LabelsOf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Payments and their labels on the command line, as {@code finai backtest} takes payments. */
final class PaymentOptions {

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files of payments, as finai backtest takes them: JSON lines or CSV, plain or gzip, paths or"
                    + " s3:// addresses.")
    private List<String> inputs = List.of();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Which transactions are laundering: CSV of finai generate, AMLSim or AMLworld, known by its"
                    + " columns; plain or gzip.")
    private @Nullable String labels;

    @Option(
            names = "--labels-of",
            paramLabel = "pattern|sar",
            defaultValue = "pattern",
            description =
                    "AMLSim only: every pattern is laundering, or what is_sar says. Its false alarms have the same"
                            + " shape as the rest, so no detector can tell them apart. Default: ${DEFAULT-VALUE}.")
    private LabelsOf labelsOf;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "How columns become fields: amlsim, amlworld, or a mapping file in YAML.")
    private @Nullable String mapping;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            description =
                    "Currency rates into the rule book's base currency. Default: none; what is in other currencies"
                            + " is left out and counted.")
    private @Nullable Path rates;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rule book: its base currency is that of the features. Default: the one that ships with"
                    + " FinAI.")
    private @Nullable Path rules;

    @Mixin
    private S3Options s3;

    List<String> inputs() {
        return inputs;
    }

    /** The label file's name without its folder. */
    String labelsName() {
        return labels == null ? "" : labels.substring(labels.lastIndexOf('/') + 1);
    }

    /** @throws CommandFailed if a file that is named cannot be read */
    AmlConfig config() {
        return BacktestConfig.of(rules, rates, ConfiguredModel.NONE);
    }

    /** Payments that were read: the rows for the rule book, and the labelled postings for everything else. */
    record Payments(SortedInput sorted, LabelledData data, Backtest backtest) {}

    /**
     * Reads all of it, and says on standard error what it was.
     *
     * @param folder for the sorted rows
     * @throws CommandFailed if something cannot be read, or nothing is there
     */
    Payments read(AmlConfig config, TemporaryFolder folder, Progress progress) throws IOException {
        if (inputs.isEmpty() || labels == null) {
            throw CommandFailed.usage(
                    "--input and --labels are needed: the payments, and which of them are laundering");
        }
        String labelFile = labels;
        if (Stream.concat(inputs.stream(), Stream.of(labelFile)).anyMatch(file -> file.startsWith("s3://"))) {
            s3.initialise();
        }
        Backtest backtest = new Backtest(config, PaymentFiles.of(mapping), new Backtest.Progress() {
            @Override
            public void reading(String file, long rows) {
                progress.says("reading %s: %s", file, Figures.count(rows, "row"));
            }

            @Override
            public void running(long rows) {
                progress.says("running the rules over %s ...", Figures.count(rows, "row"));
            }
        });
        backtest.check(inputs);
        Labels read = Labels.read(labelFile, labelsOf);
        try {
            SortedInput sorted = backtest.read(inputs, folder.path().resolve("rows"));
            progress.says("computing features of %s ...", Figures.count(sorted.rows(), "row"));
            LabelledData data = LabelledData.of(sorted, inputs, read, config.rates(), progress.err());
            progress.line("%s", data.summary());
            String unrated = data.unratedWarning(
                    config.rates().baseCurrency(),
                    rates == null ? "give --rates" : "add their currencies and days to " + rates);
            if (!unrated.isEmpty()) {
                progress.line("warning: %s", unrated);
            }
            if (data.noLabelMatches()) {
                throw CommandFailed.usage(
                        "no label of " + labelFile + " matches a posting; are these the labels of these payments?");
            }
            if (data.postings().size() == 0) {
                throw CommandFailed.failed("no posting is left: are the files payments, and are there --rates into "
                        + config.rates().baseCurrency() + "?");
            }
            return new Payments(sorted, data, backtest);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(folder.path(), e), e);
        }
    }
}
