package ai.finai.training.price;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Forecasts that need no network: what a model has to beat. What they are fitted on lies before what they foretell. */
final class NaiveForecasts {

    /** Weight of a return in the mean, against that of the one after it. */
    private static final double MEAN = 0.94;

    /** Fewer returns than these say nothing of how one follows the other. */
    private static final long LEAST_RETURNS = 30;

    private final PriceSamples samples;
    private final SimpleRegression[] regressions;
    private final double[][] means;
    private final double[] normal;
    private final double[] history;

    /**
     * @param until sample from which on nothing is fitted
     * @param levels of the quantiles
     */
    NaiveForecasts(PriceSamples samples, int until, List<Double> levels) {
        this.samples = samples;
        regressions = new SimpleRegression[samples.symbols()];
        means = new double[samples.symbols()][];
        for (int symbol = 0; symbol < regressions.length; symbol++) {
            regressions[symbol] = new SimpleRegression();
            means[symbol] = means(samples.returns(symbol));
        }
        double[] relative = new double[until];
        for (int sample = 0; sample < until; sample++) {
            regressions[samples.symbolOf(sample)].addData(samples.last(sample), samples.target(sample));
            relative[sample] = samples.target(sample) / samples.volatility(sample);
        }
        Arrays.sort(relative);
        NormalDistribution distribution = new NormalDistribution(null, 0, 1);
        normal = new double[levels.size()];
        history = new double[levels.size()];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = distribution.inverseCumulativeProbability(levels.get(i));
            history[i] = quantile(relative, levels.get(i), normal[i]);
        }
    }

    private static double[] means(double[] returns) {
        double[] means = new double[returns.length];
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < returns.length; i++) {
            sum = MEAN * sum + (1 - MEAN) * returns[i];
            weight = MEAN * weight + (1 - MEAN);
            means[i] = sum / weight;
        }
        return means;
    }

    /** Of sorted values, between its neighbours where it is none of them. */
    private static double quantile(double[] sorted, double level, double otherwise) {
        if (sorted.length == 0) {
            return otherwise;
        }
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The exponentially weighted mean of the symbol's returns until then. */
    double mean(int sample) {
        return means[samples.symbolOf(sample)][samples.end(sample)];
    }

    /** What followed returns such as the last one, in a straight line, fitted for each symbol. */
    double autoregression(int sample) {
        SimpleRegression regression = regressions[samples.symbolOf(sample)];
        return regression.getN() < LEAST_RETURNS ? 0 : regression.predict(samples.last(sample));
    }

    /** A quantile of a normal distribution of the volatility until then, around 0. */
    double normal(int sample, int level) {
        return normal[level] * samples.volatility(sample);
    }

    /** A quantile of what returns were in units of their volatility, times the volatility until then. */
    double history(int sample, int level) {
        return history[level] * samples.volatility(sample);
    }
}
