package ai.finai.training.price;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.WindowModel;
import ai.finai.training.forecast.ForecastEvaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains and judges: for each fold a network on what lies before it, whose forecasts of the fold are judged; then one on all
 * of it, which is the model. The figures are of the first ones: the last has seen everything, and nothing is left to judge it
 * on.
 */
public final class PriceTraining {

    /** Share of the times, the last, that are judged. */
    private static final double TEST = 0.5;

    /** Share of the times before, the last, that say when to stop. */
    private static final double VALIDATION = 0.15;

    /** Hears how a training goes, on the thread that trains. */
    public interface Progress {

        /**
         * An epoch has ended.
         *
         * @param part {@code fold 1 of 3}, or {@code model}
         */
        void epoch(String part, PriceEpoch epoch);
    }

    private final PriceSamples samples;
    private final PriceSettings settings;
    private final List<Fold> folds;
    private final Fold whole;

    /**
     * @param folds how many test parts there are
     * @param gap bars left out before validation and before test, at least 1
     * @throws IllegalArgumentException if there are too few bars for it
     */
    public PriceTraining(PriceSamples samples, PriceSettings settings, int folds, int gap) {
        this.samples = samples;
        this.settings = settings;
        this.folds = Fold.walkForward(samples, folds, TEST, VALIDATION, gap);
        whole = Fold.whole(samples, VALIDATION, gap);
    }

    /** @param about what was trained on what, by name; goes into the evaluation */
    public ForecastEvaluation walkForward(String model, Map<String, String> about, Progress progress) {
        List<PriceJudging.Part> parts = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            Fold fold = folds.get(i);
            String part = "fold " + (i + 1) + " of " + folds.size();
            PriceTrainer.Trained trained =
                    new PriceTrainer(samples, fold, settings).run(epoch -> progress.epoch(part, epoch));
            // Foretold by the file that it would be served from.
            try (WindowModel served = open(export(trained, model, "fold-" + (i + 1), Duration.ofDays(1), Map.of()))) {
                float[] quantiles = PriceForecasts.of(served, samples, fold.testFrom(), fold.testUntil());
                parts.add(new PriceJudging.Part(fold, quantiles, trained.epochs()));
            }
        }
        return PriceJudging.judge(samples, parts, settings.levels(), model, about);
    }

    /**
     * The model itself.
     *
     * @param interval of the bars
     * @param evaluation whose figures it carries
     */
    public PriceModel model(
            String name, String version, Duration interval, ForecastEvaluation evaluation, Progress progress) {
        PriceTrainer.Trained trained =
                new PriceTrainer(samples, whole, settings).run(epoch -> progress.epoch("model", epoch));
        ModelFile file = export(trained, name, version, interval, metrics(evaluation));
        return new PriceModel(file, samples, settings, whole, trained.epochs(), trained.validation());
    }

    private ModelFile export(
            PriceTrainer.Trained trained, String name, String version, Duration interval, Map<String, Double> metrics) {
        return PriceExport.of(trained, settings, samples, name, version, interval, metrics);
    }

    private static WindowModel open(ModelFile file) {
        try {
            return WindowModel.open(file);
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not fit to run: " + e.getMessage(), e);
        }
    }

    /** The figures that a model's file carries; what is not finite is left out. */
    static Map<String, Double> metrics(ForecastEvaluation evaluation) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        evaluation.points().forEach(point -> {
            metrics.put("walk-forward.rmse-bp." + key(point.name()), point.rootMeanSquare());
            if (point.squared() != null) {
                metrics.put(
                        "walk-forward.rmse.p-value-against-" + key(point.name()),
                        point.squared().pValue());
            }
        });
        evaluation.intervals().forEach(interval -> {
            metrics.put("walk-forward.pinball-bp." + key(interval.name()), interval.pinball());
            if (interval.test() != null) {
                metrics.put(
                        "walk-forward.pinball.p-value-against-" + key(interval.name()),
                        interval.test().pValue());
            }
        });
        evaluation
                .intervals()
                .get(0)
                .coverage()
                .forEach(coverage -> metrics.put(
                        "walk-forward.coverage-of-" + Math.round(coverage.expected() * 100), coverage.found()));
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new TreeMap<>(metrics);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }
}
