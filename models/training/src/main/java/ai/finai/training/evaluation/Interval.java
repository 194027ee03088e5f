package ai.finai.training.evaluation;

/**
 * Where a figure lies with 95 % confidence.
 *
 * @param lower NaN where it is not known
 * @param upper NaN where it is not known
 */
public record Interval(double lower, double upper) {}
