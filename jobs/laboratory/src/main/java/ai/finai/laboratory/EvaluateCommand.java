package ai.finai.laboratory;

import ai.finai.cli.ExitCode;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.model.LocalModel;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.laboratory.prices.EvaluatePricesCommand;
import ai.finai.laboratory.sentiment.EvaluateSentimentCommand;
import ai.finai.models.StepModel;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.evaluation.Evaluation;
import ai.finai.training.evaluation.EvaluationJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        subcommands = {EvaluateSentimentCommand.class, EvaluatePricesCommand.class},
        commandListHeading = "%nFor models of texts, and of prices:%n",
        description = {
            "Judges a model on payments it was not trained on, beside what it must beat: a logistic regression and boosted"
                    + " trees on the same features and the same cut, and the rule book over the same rows.",
            "",
            "Models of prices are judged by finai model evaluate price-lstm, which has a help of its own.",
            "",
            "Give the --validation, --test and --gap that it was trained with: else it is judged on what it has seen."
                    + " Without --model: baselines and rule book only."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model evaluate --model my-model --input payments.jsonl.gz --labels labels.csv --rates rates.csv \\",
            "      --output result",
            "  finai model evaluate --model shipped --input payments.jsonl.gz --labels labels.csv --rates rates.csv",
            "  finai model evaluate --input transactions.csv.gz --labels labels.csv.gz --mapping amlsim"
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "none|shipped|FILE|DIR",
            defaultValue = ConfiguredModel.NONE,
            description =
                    "The one that ships with FinAI, an ONNX file of FinAI's contract, or the folder that it lies in; a"
                            + " manifest.json beside it is checked. Default: none.")
    private String model;

    @Mixin
    private PaymentOptions payments;

    @Mixin
    private SplitOptions cut;

    @Option(names = "--no-baselines", description = "Trains no baselines, as where there is too little to train on.")
    private boolean noBaselines;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the baselines and the intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "A folder for evaluation.json and report.html, a page to read and to print; made if it is not"
                    + " there.")
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
    public Integer call() throws Exception {
        cut.check();
        if (output != null) {
            OutputPlace.requireFolder(output);
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        AmlConfig config = payments.config();
        StepModel opened = model.equals(ConfiguredModel.NONE)
                ? null
                : StepModel.open(LocalModel.at(model).fit(config.ruleBook().baseCurrency()));
        try (TemporaryFolder folder = TemporaryFolder.create("finai-evaluate")) {
            PaymentOptions.Payments read = payments.read(config, folder, progress);
            TimeSplit split = cut.split(read.data().postings());
            Evaluation evaluation = new Judging(read, config, split, progress)
                    .judge(opened, !noBaselines, seed, payments.labelsName(), folder);
            print(evaluation);
            return ExitCode.OK;
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private void print(Evaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            EvaluationFiles.write(evaluation, output);
        }
        if (format == Format.JSON) {
            out.print(new String(EvaluationJson.write(evaluation), StandardCharsets.UTF_8));
        } else {
            EvaluationTable.print(evaluation, out);
            if (output != null) {
                out.printf("%nin %s: %s, %s%n", output, EvaluationFiles.JSON, EvaluationFiles.REPORT);
            }
        }
        out.flush();
    }
}
