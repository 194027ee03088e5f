package ai.finai.operators.market.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;

/**
 * The statistics of one bar out of a list, from the documentation alone: plain and slow, nothing kept from bar to bar, in 34
 * decimal digits. NaN where undefined.
 */
final class BatchStatistics {

    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final DfpField FIELD = new DfpField(40);
    private static final BigDecimal MEDIAN_SCALE = new BigDecimal("1.482602218505602");
    private static final BigDecimal MEAN_SCALE = new BigDecimal("1.2533141373155003");
    private static final BigDecimal LEAST_DEVIATION = new BigDecimal("1e-10");

    /** The root of a weight below it is less than what is looked at of a volatility. */
    private static final BigDecimal NO_WEIGHT = new BigDecimal("1e-40");

    private final StatisticsParameters parameters;
    private final List<Bar> bars;
    private final List<BigDecimal> returns = new ArrayList<>();
    private final List<BigDecimal> logVolumes = new ArrayList<>();

    BatchStatistics(StatisticsParameters parameters, List<Bar> bars) {
        this.parameters = parameters;
        this.bars = bars;
        for (int i = 0; i < bars.size(); i++) {
            returns.add(
                    i == 0
                            ? BigDecimal.ZERO
                            : log(bars.get(i).close(), bars.get(i - 1).close()));
            logVolumes.add(log(BigDecimal.valueOf(bars.get(i).volume()).add(BigDecimal.ONE), BigDecimal.ONE));
        }
    }

    /** @param returns as doubles, taken for exact; the first is not looked at */
    BatchStatistics(StatisticsParameters parameters, List<Bar> bars, double[] returns, double[] logVolumes) {
        this.parameters = parameters;
        this.bars = bars;
        for (int i = 0; i < bars.size(); i++) {
            this.returns.add(i == 0 ? BigDecimal.ZERO : new BigDecimal(returns[i]).round(DIGITS));
            this.logVolumes.add(new BigDecimal(logVolumes[i]).round(DIGITS));
        }
    }

    private static BigDecimal log(double over, double under) {
        return log(new BigDecimal(over), new BigDecimal(under));
    }

    private static BigDecimal log(BigDecimal over, BigDecimal under) {
        if (over.compareTo(under) == 0) {
            return BigDecimal.ZERO;
        }
        Dfp quotient = FIELD.newDfp(over.toString()).divide(FIELD.newDfp(under.toString()));
        return new BigDecimal(DfpMath.log(quotient).toString()).round(DIGITS);
    }

    double logReturn(int bar) {
        return bar == 0 ? Double.NaN : returns.get(bar).doubleValue();
    }

    double gap(int bar) {
        return bar == 0
                ? Double.NaN
                : log(bars.get(bar).open(), bars.get(bar - 1).close()).doubleValue();
    }

    /** Of the returns 1 to {@code bar - 1}, the latest with weight 1, each other with {@code decay} times that of the next. */
    double volatility(int bar, double decay) {
        if (bar - 1 < Math.round(1 / (1 - decay))) {
            return Double.NaN;
        }
        BigDecimal factor = new BigDecimal(decay);
        BigDecimal weight = BigDecimal.ONE;
        BigDecimal weights = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = bar - 1; i >= 1 && weight.compareTo(NO_WEIGHT) > 0; i--) {
            sum = sum.add(weight.multiply(square(returns.get(i)), DIGITS), DIGITS);
            weights = weights.add(weight, DIGITS);
            weight = weight.multiply(factor, DIGITS);
        }
        return sum.divide(weights, DIGITS).sqrt(DIGITS).doubleValue();
    }

    double returnZ(int bar) {
        int window = parameters.windows().robust();
        List<BigDecimal> before = returns.subList(Math.max(1, bar - window), Math.max(1, bar));
        return before.size() < (window + 1) / 2 ? Double.NaN : z(before, returns.get(bar), parameters.returnFloor());
    }

    double volumeZ(int bar) {
        int window = parameters.windows().robust();
        List<BigDecimal> before = logVolumes.subList(Math.max(0, bar - window), bar);
        return before.size() < (window + 1) / 2 || median(before).signum() == 0
                ? Double.NaN
                : z(before, logVolumes.get(bar), parameters.volumeFloor());
    }

    private static double z(List<BigDecimal> before, BigDecimal value, double floor) {
        BigDecimal median = median(before);
        List<BigDecimal> deviations = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal one : before) {
            BigDecimal deviation = one.subtract(median, DIGITS).abs();
            deviations.add(deviation);
            sum = sum.add(deviation, DIGITS);
        }
        BigDecimal least = new BigDecimal(floor);
        BigDecimal spread = median(deviations).multiply(MEDIAN_SCALE, DIGITS);
        if (spread.compareTo(least) < 0) {
            BigDecimal mean = sum.divide(BigDecimal.valueOf(before.size()), DIGITS);
            spread = mean.multiply(MEAN_SCALE, DIGITS).max(least);
        }
        return value.subtract(median, DIGITS).divide(spread, DIGITS).doubleValue();
    }

    private static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int size = sorted.size();
        BigDecimal sum = sorted.get((size - 1) / 2).add(sorted.get(size / 2), DIGITS);
        return sum.divide(BigDecimal.valueOf(2), DIGITS);
    }

    double drawdown(int bar) {
        double highest = 0;
        for (Bar one : bars.subList(Math.max(0, bar + 1 - parameters.windows().drawdown()), bar + 1)) {
            highest = Math.max(highest, one.close());
        }
        return BigDecimal.ONE
                .subtract(new BigDecimal(bars.get(bar).close()).divide(new BigDecimal(highest), DIGITS), DIGITS)
                .doubleValue();
    }

    double correlation(int bar) {
        return index(bar)[0];
    }

    double beta(int bar) {
        return index(bar)[1];
    }

    private double[] index(int bar) {
        int window = parameters.windows().index();
        List<BigDecimal> own = new ArrayList<>();
        List<BigDecimal> index = new ArrayList<>();
        for (int i = bar - 1; i >= 1 && own.size() < window; i--) {
            if (!Double.isNaN(bars.get(i).indexReturn())) {
                own.add(returns.get(i));
                index.add(new BigDecimal(bars.get(i).indexReturn()));
            }
        }
        if (own.size() < (window + 1) / 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        BigDecimal least = square(LEAST_DEVIATION);
        BigDecimal covariance = covariance(own, index);
        BigDecimal ownVariance = covariance(own, own);
        BigDecimal indexVariance = covariance(index, index);
        if (indexVariance.compareTo(least) < 0) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double beta = covariance.divide(indexVariance, DIGITS).doubleValue();
        if (ownVariance.compareTo(least) < 0) {
            return new double[] {Double.NaN, beta};
        }
        BigDecimal scale = ownVariance.sqrt(DIGITS).multiply(indexVariance.sqrt(DIGITS), DIGITS);
        return new double[] {covariance.divide(scale, DIGITS).doubleValue(), beta};
    }

    private static BigDecimal covariance(List<BigDecimal> x, List<BigDecimal> y) {
        BigDecimal xMean = mean(x);
        BigDecimal yMean = mean(y);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < x.size(); i++) {
            sum = sum.add(x.get(i).subtract(xMean, DIGITS).multiply(y.get(i).subtract(yMean, DIGITS), DIGITS), DIGITS);
        }
        return sum.divide(BigDecimal.valueOf(x.size() - 1), DIGITS);
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value, DIGITS);
        }
        return sum.divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    private static BigDecimal square(BigDecimal value) {
        return value.multiply(value, DIGITS);
    }
}
