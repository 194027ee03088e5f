package ai.finai.events.market;

import ai.finai.events.ModelName;

/**
 * What a model expects of the next bar's log return.
 *
 * @param low 2.5 % of returns should be below
 * @param median as many above as below
 * @param high 2.5 % of returns should be above
 */
public record Forecast(double low, double median, double high, ModelName model) {

    /** Whether a log return is within the interval that 95 of 100 should be in. */
    public boolean holds(double logReturn) {
        return low <= logReturn && logReturn <= high;
    }
}
