package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.backtest.Backtest;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.Release;
import ai.finai.laboratory.data.AlertedRows;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.contract.ModelContract;
import ai.finai.patterns.Rule;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.evaluation.Baselines;
import ai.finai.training.evaluation.Detector;
import ai.finai.training.evaluation.Evaluation;
import ai.finai.training.evaluation.HtmlReport;
import ai.finai.training.lstm.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a model, the baselines and the rule book side by side, on the same payments and the same cut. */
final class Judging {

    private static final int PROGRESS_ROUNDS = 10;

    private final PaymentOptions.Payments payments;
    private final AmlConfig config;
    private final TimeSplit split;
    private final Progress progress;
    private final Map<String, String> about = new LinkedHashMap<>();

    Judging(PaymentOptions.Payments payments, AmlConfig config, TimeSplit split, Progress progress) {
        this.payments = payments;
        this.config = config;
        this.split = split;
        this.progress = progress;
    }

    /**
     * @param model null: baselines and rule book only
     * @param baselines whether they are trained
     * @param labels name of the label file
     * @param folder for what the rule book finds
     * @throws CommandFailed if the data is too little for it
     */
    Evaluation judge(@Nullable StepModel model, boolean baselines, long seed, String labels, TemporaryFolder folder)
            throws Exception {
        requireLaundering();
        List<Detector> detectors = new ArrayList<>();
        if (model != null) {
            detectors.add(model(model));
            about.put(HtmlReport.MODEL, describe(model.file()));
        }
        if (baselines) {
            detectors.addAll(baselines(seed));
        }
        detectors.addAll(ruleBook(folder));
        about.put("labels", labels + " (" + payments.data().labelFormat() + ")");
        about.put("payments", inputs());
        about.put(
                "rule book",
                config.ruleBook().rules().stream().map(Rule::id).collect(Collectors.joining(", ")) + "; sha256 "
                        + config.ruleBook().sha256());
        about.put("base currency", config.ruleBook().baseCurrency());
        about.put("made by", "FinAI " + Release.VERSION);
        progress.says("drawing accounts %s times ...", Figures.grouped(Evaluation.ROUNDS));
        Evaluation evaluation = Evaluation.of(payments.data().postings(), split, detectors, about, seed);
        progress.ends();
        return evaluation;
    }

    private String inputs() {
        return payments.sorted().files().stream()
                .map(file -> Figures.count(file.rows(), "row") + ", sha256 " + file.sha256())
                .collect(Collectors.joining("; "));
    }

    /** The same of a file that gives the same scores, as one does that only says more of itself. */
    static Evaluation ofFile(Evaluation evaluation, ModelFile file) {
        Map<String, String> about = new LinkedHashMap<>(evaluation.about());
        about.put(HtmlReport.MODEL, describe(file));
        return new Evaluation(about, evaluation.data(), evaluation.detections());
    }

    private static String describe(ModelFile file) {
        return file.contract().name() + ' ' + file.contract().version() + ", sha256 " + file.sha256();
    }

    /** @throws CommandFailed if the test part has none: nothing can be judged */
    void requireLaundering() {
        LabelledPostings postings = payments.data().postings();
        for (int row = split.testFrom(); row < postings.size(); row++) {
            if (postings.laundering(row)) {
                return;
            }
        }
        throw CommandFailed.failed("the test part, the last "
                + Figures.count(postings.size() - split.testFrom(), "posting")
                + ", has no laundering: nothing can be judged; give more payments, or a larger --test");
    }

    private Detector model(StepModel model) {
        LabelledPostings postings = payments.data().postings();
        float[] scores = Scores.of(
                model,
                postings,
                rows -> progress.says(
                        "scoring %s of %s postings", Figures.grouped(rows), Figures.grouped(postings.size())));
        ModelContract contract = model.contract();
        return new Detector(
                contract.name(),
                "The model " + contract.name() + ' ' + contract.version() + ", from its ONNX file, stepped through each"
                        + " account's postings from the first one on.",
                true,
                ofTestPart(scores));
    }

    private List<Detector> baselines(long seed) {
        try {
            return Baselines.of(payments.data().postings(), split, seed, (baseline, round, validation) -> {
                if (round % PROGRESS_ROUNDS == 0) {
                    progress.says("%s: round %d, validation PR-AUC %.3f", baseline, round, validation);
                }
            });
        } catch (IllegalArgumentException e) {
            throw CommandFailed.failed(e.getMessage() + "; give more payments, or --no-baselines", e);
        }
    }

    private List<Detector> ruleBook(TemporaryFolder folder) throws Exception {
        Path output = Files.createDirectories(folder.path().resolve("alerts"));
        payments.backtest().run(payments.sorted(), output, 1);
        AlertedRows rows = AlertedRows.read(
                output.resolve(Backtest.ALERTS), payments.data().postings());
        String alerts = Figures.count(rows.alerts(), "alert") + " in all";
        return List.of(
                new Detector(
                        "rule book",
                        "The rule book in the job's own graph: the postings on which a rule alerted; " + alerts + ".",
                        false,
                        ofTestPart(rows.completing())),
                new Detector(
                        "rule book, with hindsight",
                        "The same alerts, with every posting of their evidence: known only once the alert is there.",
                        false,
                        ofTestPart(rows.evidence())));
    }

    private float[] ofTestPart(float[] scores) {
        return Arrays.copyOfRange(scores, split.testFrom(), scores.length);
    }
}
