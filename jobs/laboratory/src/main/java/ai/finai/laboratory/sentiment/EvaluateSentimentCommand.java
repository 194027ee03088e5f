package ai.finai.laboratory.sentiment;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.jobs.Release;
import ai.finai.laboratory.Progress;
import ai.finai.models.text.SentimentModel;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.TextEvaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model evaluate sentiment}. */
@Command(
        name = "sentiment",
        sortOptions = false,
        description = {
            "Judges a model of texts, your own or FinBERT, on headlines that people have judged.",
            "",
            "With --test-part: on that part of each file alone which finai model train sentiment left out with the same"
                    + " --validation, --test and --seed. Else on all of it, so give files that it was not trained on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model evaluate sentiment --model my-model --input headlines.csv.gz --test-part",
            "  finai model evaluate sentiment --model models/finbert --input headlines.csv.gz --output result"
        })
public final class EvaluateSentimentCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            required = true,
            description =
                    "A folder with model.onnx of FinAI's contract and its vocabulary; its manifest.json is checked if"
                            + " it is there.")
    private Path model;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "Judged headlines, as for finai model train sentiment. May be given several times.")
    private List<String> inputs;

    @Option(names = "--test-part", description = "Judges the test part of each file alone.")
    private boolean testPart;

    @Mixin
    private HeadlineSplitOptions cut;

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
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        try (SentimentModel opened = SentimentModelAtPath.open(model)) {
            List<TextEvaluation.TestSet> sets = new ArrayList<>();
            for (String input : inputs) {
                HeadlineFile file = HeadlineFile.read(input, null);
                List<Headline> headlines = testPart ? cut.split(file).test() : file.headlines();
                progress.says("judging %s of %s", Figures.count(headlines.size(), "headline"), file.name());
                sets.add(TextEvaluation.judge(
                        file.name() + (testPart ? ", test part" : ", all of it"),
                        headlines,
                        List.of(new OnnxClassifier(opened))));
            }
            progress.ends();
            Map<String, String> about = new LinkedHashMap<>();
            about.put(
                    "model",
                    opened.contract().name() + ' ' + opened.contract().version() + ", sha256 "
                            + opened.file().sha256());
            about.put("made by", "FinAI " + Release.VERSION);
            print(new TextEvaluation(about, sets));
            return ExitCode.OK;
        }
    }

    private void print(TextEvaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            TextEvaluationFile.write(evaluation, output);
        }
        if (format == Format.JSON) {
            out.print(TextEvaluationFile.json(evaluation));
        } else {
            TextEvaluationTable.print(evaluation, out);
        }
        out.flush();
    }
}
