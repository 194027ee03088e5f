package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.FileProblems;
import ai.finai.cli.TemporaryFolder;
import ai.finai.jobs.AmlConfig;
import ai.finai.laboratory.prices.TrainPricesCommand;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.evaluation.Evaluation;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai model train}. */
@Command(
        name = "train",
        sortOptions = false,
        subcommands = TrainPricesCommand.class,
        description = {
            "Trains a model on labelled payments (account-lstm) or on bars of prices (price-lstm), judges it on the last part of them, and writes model.onnx, card.md,"
                    + " manifest.json, evaluation.json and report.html.",
            "",
            "The payments are cut in time: what comes first trains, what follows decides when to stop, what comes last"
                    + " tests. The same payments, labels, options and machine give the same model. What was interrupted"
                    + " goes on where it was, if it is started again with the same options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai generate --accounts 20000 --days 120 --seed 7 --scenarios structuring=400,rapid-transfer=400 \\",
            "      --output payments.jsonl.gz --labels labels.csv",
            "  finai model train account-lstm --input payments.jsonl.gz --labels labels.csv --rates src/config/rates.csv \\",
            "      --output models/mine --version 1",
            "  finai model train account-lstm --input payments.jsonl.gz --labels labels.csv --output tuned --tune 20"
        })
final class TrainCommand implements Callable<Integer> {

    private static final String ACCOUNT_LSTM = "account-lstm";
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            description = "Which model: account-lstm, as here, or price-lstm, which has a help of its own.")
    private @Nullable String model;

    @Mixin
    private PaymentOptions payments;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "A folder for the model; made if it is not there. A model in it is replaced when the new one is"
                            + " trained.")
    private @Nullable Path given;

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

    @Mixin
    private SplitOptions cut;

    @Option(
            names = "--tune",
            paramLabel = "N",
            defaultValue = "0",
            description = "Tries N settings first and takes the best by the validation part. Default: none.")
    private int tune;

    @Option(names = "--ablate", description = "Trains without each group of features, too: what is the group worth?")
    private boolean ablate;

    @Option(names = "--hidden", paramLabel = "N", description = "Units of the LSTM. Default: what did best when tried.")
    private @Nullable Integer hidden;

    @Option(names = "--epochs", paramLabel = "N", description = "At most; it stops where it no longer gets better.")
    private @Nullable Integer epochs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Of PyTorch; another number can change last digits. Default: 1.")
    private @Nullable Integer threads;

    @Option(names = "--no-baselines", description = "Trains no baselines to judge it beside.")
    private boolean noBaselines;

    @Override
    public Integer call() throws Exception {
        check();
        Progress progress = new Progress(spec.commandLine().getErr());
        AmlConfig config = payments.config();
        try (TemporaryFolder folder = TemporaryFolder.create("finai-train")) {
            PaymentOptions.Payments read = payments.read(config, folder, progress);
            TimeSplit split = cut.split(read.data().postings());
            Judging judging = new Judging(read, config, split, progress);
            judging.requireLaundering();
            AccountLstm trained = AccountLstm.train(
                    read.data().postings(), split, settings(config.ruleBook().baseCurrency()), output(), progress);
            // Judged from its file, as it will run; then written again with the figures.
            Evaluation evaluation;
            try (StepModel unjudged = StepModel.open(trained.write(folder.path().resolve("unjudged"), Map.of()))) {
                evaluation = judging.judge(unjudged, !noBaselines, seed, payments.labelsName(), folder);
            }
            ModelFile file = write(trained, TestMetrics.of(evaluation));
            Evaluation ofFile = Judging.ofFile(evaluation, file);
            EvaluationFiles.write(ofFile, output());
            print(ofFile, file);
            return ExitCode.OK;
        }
    }

    private void check() {
        if (!ACCOUNT_LSTM.equals(model)) {
            throw CommandFailed.usage((model == null ? "name the model to train" : "no model '" + model + "' to train")
                    + "; there is " + ACCOUNT_LSTM + ", and price-lstm, which comes first of all arguments");
        }
        if (!VERSION.matcher(version).matches()) {
            throw CommandFailed.usage(
                    "--version is '" + version + "'; allowed are 1 to 64 letters, digits, dots, hyphens, underscores");
        }
        if (tune < 0) {
            throw CommandFailed.usage("--tune is " + tune + "; it must be 0 or more");
        }
        if (Files.exists(output()) && !Files.isDirectory(output())) {
            throw CommandFailed.usage("--output " + output() + " is a file; name a folder");
        }
    }

    /** Not required of the command line itself, as a model of its own command has its own. */
    private Path output() {
        if (given == null) {
            throw CommandFailed.usage("--output is missing: name a folder for the model");
        }
        return given;
    }

    private AccountLstm.Settings settings(String baseCurrency) {
        return new AccountLstm.Settings(version, baseCurrency, seed, tune, ablate, hidden, epochs, threads);
    }

    private ModelFile write(AccountLstm trained, Map<String, Double> metrics) {
        try {
            return trained.write(output(), metrics);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output(), e), e);
        }
    }

    private void print(Evaluation evaluation, ModelFile file) {
        PrintWriter out = spec.commandLine().getOut();
        EvaluationTable.print(evaluation, out);
        out.printf(
                "%nin %s: model.onnx, card.md, manifest.json, %s, %s%nsha256 %s%n",
                output(), EvaluationFiles.JSON, EvaluationFiles.REPORT, file.sha256());
        out.flush();
    }
}
