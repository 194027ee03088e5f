package ai.finai.training.forecast;

/**
 * The loss that a quantile is judged by: a shortfall costs its level, an excess one less its level. In the mean it is least
 * where the quantile is right (Koenker and Bassett, Regression Quantiles, Econometrica 46, 1978).
 */
public final class Pinball {

    private Pinball() {}

    /**
     * @param level above 0 and below 1
     * @param quantile that was foretold
     * @param found what came
     */
    public static double loss(double level, double quantile, double found) {
        double beyond = found - quantile;
        return beyond >= 0 ? level * beyond : (level - 1) * beyond;
    }

    /** By how much the loss grows with the quantile. */
    public static double slope(double level, double quantile, double found) {
        return found >= quantile ? -level : 1 - level;
    }
}
