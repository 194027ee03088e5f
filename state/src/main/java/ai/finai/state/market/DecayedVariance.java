package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;

/**
 * The variance of returns about zero, in which each counts less by the same factor with every later one. The weights are
 * scaled to add up to one, so the first returns are not drowned by a start value; both the variance and an error in it fade
 * by that factor, so none grows. Source: RiskMetrics Technical Document, 4th edition (J.P. Morgan and Reuters, 1996),
 * section 5.2. Changed in place; not thread-safe.
 */
public final class DecayedVariance {

    static final int BYTES = 2 * Double.BYTES;

    private double variance;
    private double weight;

    DecayedVariance() {}

    DecayedVariance(DecayedVariance other) {
        variance = other.variance;
        weight = other.weight;
    }

    /** The square root, of the unit of the values; NaN before the first. */
    public double deviation() {
        return weight == 0 ? Double.NaN : Math.sqrt(variance);
    }

    /**
     * @param value finite
     * @param decay the weight of each value beside that of the next one, above 0 and below 1
     */
    public void add(double value, double decay) {
        weight = decay * weight + 1;
        variance += (value * value - variance) / weight;
    }

    void write(CompactWriter out) {
        out.writeDouble(variance);
        out.writeDouble(weight);
    }

    static DecayedVariance read(CompactReader in) {
        DecayedVariance read = new DecayedVariance();
        read.variance = in.readDouble();
        read.weight = in.readDouble();
        return read;
    }
}
