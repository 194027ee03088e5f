package ai.finai.training.lstm;

/** The logistic function and what belongs to it, without overflow. */
final class Logistic {

    private Logistic() {}

    /** The probability of a logit. */
    static double of(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** {@code log(1 + exp(x))}: of {@code -logit}, the cross entropy of what is true. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** The logit of a probability; of 0 and 1, those of the nearest ones that a float can hold. */
    static double logit(double probability) {
        double within = Math.min(Math.max(probability, Float.MIN_NORMAL), 1 - 0x1p-25);
        return Math.log(within) - Math.log1p(-within);
    }
}
