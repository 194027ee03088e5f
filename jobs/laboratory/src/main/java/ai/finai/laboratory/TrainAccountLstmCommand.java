package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.FileProblems;
import ai.finai.cli.TemporaryFolder;
import ai.finai.jobs.AmlConfig;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.evaluation.Evaluation;
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

/** {@code finai model train account-lstm}. */
@Command(
        name = "account-lstm",
        sortOptions = false,
        description = {
            "Trains the account LSTM on labelled payments, judges it on the last part of them, and writes model.onnx, card.md,"
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
            "      --output my-model --version 1",
            "  finai model train account-lstm --input payments.jsonl.gz --labels labels.csv --rates src/config/rates.csv \\",
            "      --output tuned --tune 20"
        })
final class TrainAccountLstmCommand implements Callable<Integer> {

    private static final String ACCOUNT_LSTM = "account-lstm";

    @Spec
    private CommandSpec spec;

    @Mixin
    private PaymentOptions payments;

    @Mixin
    private NewModelOptions model;

    @Option(
            names = "--anew",
            description = "Begins anew where the folder holds the checkpoint of another training, which is lost.")
    private boolean anew;

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
                    read.data().postings(),
                    split,
                    settings(config.ruleBook().baseCurrency()),
                    model.output(),
                    progress);
            // Judged from its file, as it will run; then written again with the figures.
            Evaluation evaluation;
            try (StepModel unjudged = StepModel.open(trained.write(folder.path().resolve("unjudged"), Map.of()))) {
                evaluation = judging.judge(unjudged, !noBaselines, seed, payments.labelsName(), folder);
            }
            ModelFile file = write(trained, TestMetrics.of(evaluation));
            Evaluation ofFile = Judging.ofFile(evaluation, file);
            EvaluationFiles.write(ofFile, model.output());
            print(ofFile, file);
            return ExitCode.OK;
        }
    }

    private void check() {
        if (tune < 0) {
            throw CommandFailed.usage("--tune is " + tune + "; it must be 0 or more");
        }
        settings("").check();
        cut.check();
        model.check();
    }

    private AccountLstm.Settings settings(String baseCurrency) {
        return new AccountLstm.Settings(
                model.name(ACCOUNT_LSTM),
                model.version(),
                baseCurrency,
                seed,
                tune,
                anew,
                ablate,
                hidden,
                model.epochs(),
                model.threads());
    }

    private ModelFile write(AccountLstm trained, Map<String, Double> metrics) {
        try {
            return trained.write(model.output(), metrics);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(model.output(), e), e);
        }
    }

    private void print(Evaluation evaluation, ModelFile file) {
        PrintWriter out = spec.commandLine().getOut();
        EvaluationTable.print(evaluation, out);
        out.printf(
                "%nin %s: model.onnx, card.md, manifest.json, %s, %s%s%s%nsha256 %s%n",
                model.output(),
                EvaluationFiles.JSON,
                EvaluationFiles.REPORT,
                tune > 0 ? ", " + AccountLstm.TUNING : "",
                ablate ? ", " + AccountLstm.ABLATION : "",
                file.sha256());
        out.flush();
    }
}
