package ai.finai.training.lstm;

/**
 * The loss of a posting's logit: binary cross entropy that counts laundering {@code positiveWeight} times, and, with a
 * {@code focus} over 0, counts little what is already right: {@code -w (1 - p)^focus log p}, where p is the probability
 * given to what is true. Source of the latter: Lin et al., Focal Loss for Dense Object Detection (2017).
 *
 * @param positiveWeight over 0; 1 for none
 * @param focus from 0, for plain cross entropy, to 10
 */
public record Objective(double positiveWeight, double focus) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public Objective {
        if (!(positiveWeight > 0 && positiveWeight <= 1e6)) {
            throw new IllegalArgumentException("positiveWeight " + positiveWeight + ": must be over 0, to 1,000,000");
        }
        if (!(focus >= 0 && focus <= 10)) {
            throw new IllegalArgumentException("focus " + focus + ": must be from 0 to 10");
        }
    }

    /** The loss itself. */
    double loss(double logit, boolean positive) {
        double margin = positive ? logit : -logit;
        double right = Logistic.of(margin);
        return weight(positive) * Math.pow(1 - right, focus) * Logistic.softplus(-margin);
    }

    /** Its derivative by the logit. */
    double slope(double logit, boolean positive) {
        double margin = positive ? logit : -logit;
        double right = Logistic.of(margin);
        double wrong = Logistic.of(-margin);
        double byMargin =
                weight(positive) * Math.pow(wrong, focus) * (-focus * right * Logistic.softplus(-margin) - wrong);
        return positive ? byMargin : -byMargin;
    }

    private double weight(boolean positive) {
        return positive ? positiveWeight : 1;
    }
}
