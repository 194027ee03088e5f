package ai.finai.training.forecast;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Whether one forecast is better than another, or was luckier (Diebold and Mariano, Comparing Predictive Accuracy, Journal of
 * Business and Economic Statistics 13, 1995): the mean difference of their losses against how far such a mean strays by
 * chance, which takes into account that differences of neighbouring times are alike (Newey and West, Econometrica 55, 1987),
 * with the correction for small samples of Harvey, Leybourne and Newbold (International Journal of Forecasting 13, 1997).
 *
 * @param count of times
 * @param difference mean of the first's losses less the second's; below 0 where the first is better
 * @param statistic in standard deviations of that mean; NaN where no two differences differ
 * @param pValue how often chance alone gives a difference as large, of either sign; NaN likewise
 */
public record DieboldMariano(int count, double difference, double statistic, double pValue) {

    /** Below which p-value a difference is taken for more than chance. */
    public static final double SIGNIFICANT = 0.05;

    /**
     * @param differences of losses, in the order of time
     * @param horizon how many times ahead was foretold, at least 1
     * @throws IllegalArgumentException if there are fewer than three
     */
    public static DieboldMariano of(double[] differences, int horizon) {
        int n = differences.length;
        if (n < 3 || horizon < 1 || horizon >= n) {
            throw new IllegalArgumentException(
                    n + " differences at a horizon of " + horizon + ": must be at least 3, and more than the horizon");
        }
        double mean = 0;
        for (double difference : differences) {
            mean += difference / n;
        }
        double variance = variance(differences, mean, horizon);
        if (!(variance > 0)) {
            return new DieboldMariano(n, mean, Double.NaN, Double.NaN);
        }
        double correction = Math.sqrt((n + 1 - 2.0 * horizon + horizon * (horizon - 1.0) / n) / n);
        double statistic = correction * mean / Math.sqrt(variance / n);
        double tail = new TDistribution(null, n - 1).cumulativeProbability(-Math.abs(statistic));
        return new DieboldMariano(n, mean, statistic, 2 * tail);
    }

    /** Of a difference times the count of them: with covariances of neighbours, the less the further they are apart. */
    private static double variance(double[] differences, double mean, int horizon) {
        int n = differences.length;
        // Newey and West's own rule for how far neighbours are alike, but never less than forecasts overlap.
        int lags = Math.max(horizon - 1, (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9)));
        double variance = 0;
        for (int lag = 0; lag <= Math.min(lags, n - 1); lag++) {
            double covariance = 0;
            for (int t = lag; t < n; t++) {
                covariance += (differences[t] - mean) * (differences[t - lag] - mean) / n;
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * covariance;
        }
        return variance;
    }

    /** Whether the first forecast is better by more than chance. */
    public boolean better() {
        return pValue < SIGNIFICANT && difference < 0;
    }

    /** Whether it is worse by more than chance. */
    public boolean worse() {
        return pValue < SIGNIFICANT && difference > 0;
    }
}
