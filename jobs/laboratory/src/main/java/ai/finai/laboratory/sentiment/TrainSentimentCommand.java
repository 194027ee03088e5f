package ai.finai.laboratory.sentiment;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.Release;
import ai.finai.laboratory.NewModelOptions;
import ai.finai.laboratory.Progress;
import ai.finai.models.InvalidModelException;
import ai.finai.models.text.SentimentModel;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.LogisticNgrams;
import ai.finai.training.headlines.NaiveBayes;
import ai.finai.training.headlines.TextClassifier;
import ai.finai.training.headlines.TextEvaluation;
import ai.finai.training.lstm.DivergedException;
import ai.finai.training.text.TextCard;
import ai.finai.training.text.TextExport;
import ai.finai.training.text.TextFolder;
import ai.finai.training.text.TextIdentity;
import ai.finai.training.text.TextSettings;
import ai.finai.training.text.TextTraining;
import ai.finai.training.text.TrainedText;
import java.io.IOException;
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

/** {@code finai model train sentiment}. */
@Command(
        name = "sentiment",
        sortOptions = false,
        description = {
            "Trains a classifier of headlines (negative, neutral, positive), judges it on headlines that it has not seen"
                    + " beside naive Bayes and logistic regression, and writes model.onnx, vocab.txt, card.md, manifest.json"
                    + " and evaluation.json.",
            "",
            "Headlines are cut at random, near duplicates together. The same files, options and machine give the same"
                    + " model."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model train sentiment --input headlines.csv.gz --output my-model --version 1",
            "  finai model train sentiment --input headlines.csv --input tweets.csv --elsewhere other.csv --output mine"
        })
public final class TrainSentimentCommand implements Callable<Integer> {

    private static final String SENTIMENT = "sentiment";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "Judged headlines: CSV, plain or gzip, with a column text, title or headline and a column"
                    + " sentiment, headline_sentiment or label. Rows that are not negative, neutral or positive are left"
                    + " out. May be given several times: the first is of the kind that the model is for, others help.")
    private List<String> inputs;

    @Option(
            names = "--subjects",
            paramLabel = "FILE",
            description =
                    "Which companies stand in the headlines: CSV with a column text, title or headline and a column"
                            + " entity, subject or company. Their names are exchanged while training, so that none counts.")
    private @Nullable String subjects;

    @Option(
            names = "--elsewhere",
            paramLabel = "FILE",
            description = "Headlines of another kind to judge it by, too; like --input. May be given several times.")
    private List<String> elsewhere = new ArrayList<>();

    @Mixin
    private NewModelOptions model;

    @Mixin
    private HeadlineSplitOptions cut;

    @Option(names = "--members", paramLabel = "N", description = "Networks that are trained and averaged.")
    private @Nullable Integer members;

    @Option(
            names = "--specialists",
            paramLabel = "N",
            description = "How many of them read the first --input alone. Default: none.")
    private @Nullable Integer specialists;

    @Override
    public Integer call() {
        model.check();
        Progress progress = new Progress(spec.commandLine().getErr());
        HeadlineParts parts = HeadlineParts.of(read(inputs, progress), read(elsewhere, progress), cut);
        progress.line(
                "%s train, %s decide when to stop; left out as near duplicates of what is judged: %s",
                Figures.count(parts.train().size(), "headline"),
                Figures.grouped(parts.validation().size()),
                Figures.grouped(parts.leftOut()));
        TextIdentity identity =
                new TextIdentity(model.name(SENTIMENT), model.version(), parts.sha256(), Release.VERSION);
        TrainedText trained = train(parts, progress);
        List<String> texts = parts.validation().stream().map(Headline::text).toList();
        // Judged from its file, as it will run; then written again with the figures.
        TextExport.Exported unjudged = TextExport.of(trained, identity, Map.of(), texts);
        List<TextEvaluation.TestSet> sets = judge(unjudged, parts);
        TextExport.Exported exported = TextExport.of(trained, identity, TextMetrics.of(sets), texts);
        write(trained, exported, identity, parts, sets, texts);
        return ExitCode.OK;
    }

    private List<HeadlineFile> read(List<String> files, Progress progress) {
        List<HeadlineFile> read = new ArrayList<>();
        for (String name : files) {
            HeadlineFile file = HeadlineFile.read(name, subjects);
            int others =
                    file.others().values().stream().mapToInt(Integer::intValue).sum();
            progress.line(
                    "%s: %s; left out: %s",
                    file.name(),
                    Figures.count(file.headlines().size(), "headline"),
                    others == 0 ? "none" : file.others());
            read.add(file);
        }
        return read;
    }

    private TrainedText train(HeadlineParts parts, Progress progress) {
        System.setProperty("ai.djl.offline", "true"); // PyTorch comes with the module: nothing is fetched
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            TextSettings settings =
                    TextSettings.DEFAULTS.seed(cut.seed()).with(members, specialists, model.epochs(), model.threads());
            return TextTraining.train(
                    parts.split(),
                    settings,
                    epoch -> progress.line(
                            "network %d of %d, epoch %d of at most %d: loss %.4f, validation Brier %.4f, accuracy %.4f%s,"
                                    + " at most %s left",
                            epoch.member(),
                            epoch.members(),
                            epoch.number(),
                            epoch.most(),
                            epoch.loss(),
                            epoch.brier(),
                            epoch.accuracy(),
                            epoch.best() ? " (best)" : "",
                            Figures.elapsed(epoch.left())));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (DivergedException e) {
            throw CommandFailed.failed(e.getMessage() + "; try another --seed", e);
        }
    }

    private List<TextEvaluation.TestSet> judge(TextExport.Exported exported, HeadlineParts parts) {
        List<TextEvaluation.TestSet> sets = new ArrayList<>();
        try (SentimentModel model = SentimentModel.open(exported.file(), exported.vocabulary())) {
            List<TextClassifier> classifiers = List.of(
                    new OnnxClassifier(model),
                    LogisticNgrams.fit(parts.train(), parts.validation(), cut.seed()),
                    new NaiveBayes(parts.train()));
            parts.tests().forEach((name, headlines) -> sets.add(TextEvaluation.judge(name, headlines, classifiers)));
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model does not run: " + e.getMessage(), e);
        }
        return sets;
    }

    private void write(
            TrainedText trained,
            TextExport.Exported exported,
            TextIdentity identity,
            HeadlineParts parts,
            List<TextEvaluation.TestSet> sets,
            List<String> texts) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(
                "model",
                identity.name() + ' ' + identity.version() + ", sha256 "
                        + exported.file().sha256());
        about.put(
                "trained on",
                String.join(
                                ", ",
                                parts.tests().keySet().stream()
                                        .filter(name -> name.endsWith("test part"))
                                        .map(name -> name.replace(", test part", ""))
                                        .toList())
                        + "; sha256 " + parts.sha256());
        about.put("made by", "FinAI " + Release.VERSION);
        TextEvaluation evaluation = new TextEvaluation(about, sets);
        String card = TextCard.of(
                trained, exported, parts.train().size(), parts.validation().size(), evaluation);
        try {
            TextFolder.write(model.output(), exported, identity, texts, card);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(model.output(), e), e);
        }
        TextEvaluationFile.write(evaluation, model.output());
        TextEvaluationTable.print(evaluation, spec.commandLine().getOut());
        spec.commandLine()
                .getOut()
                .printf(
                        "%nin %s: model.onnx, %s, card.md, manifest.json, %s%nsha256 %s%n",
                        model.output(),
                        TextExport.VOCABULARY,
                        TextEvaluationFile.NAME,
                        exported.file().sha256());
        spec.commandLine().getOut().flush();
    }
}
