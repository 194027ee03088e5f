package ai.finai.training.price;

import ai.finai.training.forecast.DieboldMariano;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.forecast.ForecastEvaluation.Coverage;
import ai.finai.training.forecast.ForecastEvaluation.FoldFigures;
import ai.finai.training.forecast.ForecastEvaluation.IntervalFigures;
import ai.finai.training.forecast.ForecastEvaluation.Judged;
import ai.finai.training.forecast.ForecastEvaluation.PointFigures;
import ai.finai.training.forecast.ForecastEvaluation.SymbolFigures;
import ai.finai.training.forecast.Pinball;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts a model's forecasts beside naive ones, of the same samples. */
public final class PriceJudging {

    private static final double BASIS_POINT = 1e-4;
    private static final int HORIZON = 1;

    /** Fewer forecasts than these say nothing of a symbol by itself. */
    private static final int LEAST_OF_SYMBOL = 30;

    /**
     * What a model said of the test part of a fold.
     *
     * @param quantiles log returns, as many a sample as there are levels
     * @param epochs that the model was trained for
     */
    public record Part(Fold fold, float[] quantiles, int epochs) {}

    private final PriceSamples samples;
    private final List<Double> levels;
    private final int[] judged;
    private final double[] found;

    /** A forecast by name, with its losses of each judged sample. */
    private record Point(String name, String description, double[] squared, double[] absolute) {}

    private record Interval(String name, String description, double[] pinball, double[][] quantiles) {}

    private PriceJudging(PriceSamples samples, List<Double> levels, int[] judged) {
        this.samples = samples;
        this.levels = levels;
        this.judged = judged;
        found = Arrays.stream(judged).mapToDouble(samples::target).toArray();
    }

    /**
     * @param parts one after the other in time
     * @param levels of the quantiles, with 0.5 in the middle
     * @throws IllegalArgumentException if there are fewer than three times to judge
     */
    public static ForecastEvaluation judge(
            PriceSamples samples, List<Part> parts, List<Double> levels, String model, Map<String, String> about) {
        int[] judged = parts.stream()
                .flatMapToInt(part ->
                        IntStream.range(part.fold().testFrom(), part.fold().testUntil()))
                .toArray();
        return new PriceJudging(samples, levels, judged).judge(parts, model, about);
    }

    private ForecastEvaluation judge(List<Part> parts, String model, Map<String, String> about) {
        int quantiles = levels.size();
        double[][] ofModel = new double[judged.length][quantiles];
        double[][] normal = new double[judged.length][quantiles];
        double[][] history = new double[judged.length][quantiles];
        double[] zero = new double[judged.length];
        double[] mean = new double[judged.length];
        double[] autoregression = new double[judged.length];
        List<int[]> bounds = new ArrayList<>();
        int at = 0;
        for (Part part : parts) {
            NaiveForecasts naive = new NaiveForecasts(samples, part.fold().validationUntil(), levels);
            int begin = at;
            for (int i = 0; i < part.fold().testUntil() - part.fold().testFrom(); i++, at++) {
                int sample = judged[at];
                for (int k = 0; k < quantiles; k++) {
                    ofModel[at][k] = part.quantiles()[i * quantiles + k];
                    normal[at][k] = naive.normal(sample, k);
                    history[at][k] = naive.history(sample, k);
                }
                mean[at] = naive.mean(sample);
                autoregression[at] = naive.autoregression(sample);
            }
            bounds.add(new int[] {begin, at});
        }
        double[] middle =
                Arrays.stream(ofModel).mapToDouble(row -> row[quantiles / 2]).toArray();
        List<Point> points = List.of(
                point(model, "The model's middle quantile.", middle),
                point("no change", "The last price: a return of 0.", zero),
                point("mean", "The exponentially weighted mean of the symbol's returns until then (0.94).", mean),
                point("AR(1)", "A straight line from the last return, fitted for each symbol.", autoregression));
        List<Interval> intervals = List.of(
                interval(model, "The model's quantiles.", ofModel),
                interval(
                        "EWMA normal",
                        "Quantiles of a normal distribution of the exponentially weighted volatility (0.94).",
                        normal),
                interval(
                        "EWMA history",
                        "The same volatility, times the quantiles that returns had in units of it before.",
                        history));
        List<FoldFigures> folds = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            folds.add(fold(parts.get(i), bounds.get(i), intervals));
        }
        return new ForecastEvaluation(
                about, data(), folds, points(points), intervals(intervals), symbols(points, intervals));
    }

    private Judged data() {
        return new Judged(
                (int) Arrays.stream(judged).map(samples::symbolOf).distinct().count(),
                judged.length,
                (int) Arrays.stream(judged).mapToLong(samples::time).distinct().count(),
                samples.time(judged[0]),
                samples.time(judged[judged.length - 1]));
    }

    private Point point(String name, String description, double[] forecasts) {
        double[] squared = new double[judged.length];
        double[] absolute = new double[judged.length];
        for (int i = 0; i < judged.length; i++) {
            double error = (forecasts[i] - found[i]) / BASIS_POINT;
            squared[i] = error * error;
            absolute[i] = Math.abs(error);
        }
        return new Point(name, description, squared, absolute);
    }

    private Interval interval(String name, String description, double[][] quantiles) {
        double[] pinball = new double[judged.length];
        for (int i = 0; i < judged.length; i++) {
            for (int k = 0; k < levels.size(); k++) {
                pinball[i] += Pinball.loss(levels.get(k), quantiles[i][k], found[i]) / BASIS_POINT / levels.size();
            }
        }
        return new Interval(name, description, pinball, quantiles);
    }

    private FoldFigures fold(Part part, int[] bounds, List<Interval> intervals) {
        return new FoldFigures(
                samples.time(judged[bounds[0]]),
                samples.time(judged[bounds[1] - 1]),
                part.epochs() == 0 ? 0 : part.fold().train(),
                part.epochs(),
                bounds[1] - bounds[0],
                mean(Arrays.copyOfRange(intervals.get(0).pinball(), bounds[0], bounds[1])),
                mean(Arrays.copyOfRange(intervals.get(1).pinball(), bounds[0], bounds[1])));
    }

    private List<PointFigures> points(List<Point> points) {
        Point model = points.get(0);
        List<PointFigures> figures = new ArrayList<>();
        for (Point point : points) {
            boolean itself = point == model;
            double[] squared = difference(model.squared(), point.squared());
            int[] counts = itself ? new int[2] : counts(squared);
            figures.add(new PointFigures(
                    point.name(),
                    point.description(),
                    Math.sqrt(mean(point.squared())),
                    mean(point.absolute()),
                    itself ? null : pooled(squared),
                    itself ? null : pooled(difference(model.absolute(), point.absolute())),
                    counts[0],
                    counts[1]));
        }
        return figures;
    }

    private List<IntervalFigures> intervals(List<Interval> intervals) {
        Interval model = intervals.get(0);
        List<IntervalFigures> figures = new ArrayList<>();
        for (Interval interval : intervals) {
            boolean itself = interval == model;
            double[] differences = difference(model.pinball(), interval.pinball());
            int[] counts = itself ? new int[2] : counts(differences);
            figures.add(new IntervalFigures(
                    interval.name(),
                    interval.description(),
                    mean(interval.pinball()),
                    coverage(interval.quantiles(), all()),
                    itself ? null : pooled(differences),
                    counts[0],
                    counts[1]));
        }
        return figures;
    }

    private int[] all() {
        return IntStream.range(0, judged.length).toArray();
    }

    /** Of each pair of levels around the middle, the widest first. */
    private List<Coverage> coverage(double[][] quantiles, int[] places) {
        List<Coverage> coverage = new ArrayList<>();
        for (int low = 0; low < levels.size() / 2; low++) {
            int high = levels.size() - 1 - low;
            int within = 0;
            double width = 0;
            for (int i : places) {
                within += found[i] >= quantiles[i][low] && found[i] <= quantiles[i][high] ? 1 : 0;
                width += (quantiles[i][high] - quantiles[i][low]) / BASIS_POINT / places.length;
            }
            coverage.add(new Coverage(levels.get(high) - levels.get(low), (double) within / places.length, width));
        }
        return coverage;
    }

    private List<SymbolFigures> symbols(List<Point> points, List<Interval> intervals) {
        List<SymbolFigures> figures = new ArrayList<>();
        double[] pinball =
                difference(intervals.get(0).pinball(), intervals.get(1).pinball());
        double[] squared = difference(points.get(0).squared(), points.get(1).squared());
        for (int[] places : bySymbol()) {
            figures.add(new SymbolFigures(
                    samples.symbol(samples.symbolOf(judged[places[0]])),
                    places.length,
                    mean(at(intervals.get(0).pinball(), places)),
                    mean(at(intervals.get(1).pinball(), places)),
                    DieboldMariano.of(at(pinball, places), HORIZON),
                    DieboldMariano.of(at(squared, places), HORIZON),
                    coverage(intervals.get(0).quantiles(), places).get(0).found()));
        }
        return figures;
    }

    /** How many symbols have a difference below 0, and above, that is more than chance. */
    private int[] counts(double[] differences) {
        int[] counts = new int[2];
        for (int[] places : bySymbol()) {
            DieboldMariano test = DieboldMariano.of(at(differences, places), HORIZON);
            counts[0] += test.better() ? 1 : 0;
            counts[1] += test.worse() ? 1 : 0;
        }
        return counts;
    }

    /** Places of each symbol that has enough of them, in the order of time. */
    private List<int[]> bySymbol() {
        List<List<Integer>> places = new ArrayList<>();
        for (int symbol = 0; symbol < samples.symbols(); symbol++) {
            places.add(new ArrayList<>());
        }
        for (int i = 0; i < judged.length; i++) {
            places.get(samples.symbolOf(judged[i])).add(i);
        }
        return places.stream()
                .filter(list -> list.size() >= LEAST_OF_SYMBOL)
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /**
     * Of all symbols. What moves one moves others on the same day, so a day's mean counts once: taken one by one, a day would
     * count as if it were many.
     */
    private DieboldMariano pooled(double[] differences) {
        List<Double> means = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= judged.length; i++) {
            if (i == judged.length || samples.time(judged[i]) != samples.time(judged[from])) {
                means.add(mean(Arrays.copyOfRange(differences, from, i)));
                from = i;
            }
        }
        return DieboldMariano.of(means.stream().mapToDouble(Double::doubleValue).toArray(), HORIZON);
    }

    private static double[] difference(double[] first, double[] second) {
        double[] difference = new double[first.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = first[i] - second[i];
        }
        return difference;
    }

    private static double[] at(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
