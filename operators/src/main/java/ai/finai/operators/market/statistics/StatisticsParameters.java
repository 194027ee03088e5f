package ai.finai.operators.market.statistics;

import ai.finai.state.market.StatisticsWindows;
import java.io.Serializable;

/**
 * What the statistics of symbols are computed with. Another decay takes effect from the next bar on; other windows need the
 * state of each symbol resized ({@link MarketStatistics#fit}).
 *
 * @param windows how many bars are looked back on
 * @param decay weight of a return in the volatility beside that of the next one, from 0.5 to 0.9999; RiskMetrics has 0.94
 * @param longDecay the same for the long-run volatility, above {@code decay} and up to 0.9999
 * @param returnFloor the least robust standard deviation of returns, above 0 and at most 0.1: a symbol whose price stands
 *     still is measured in these
 * @param volumeFloor the same of log volumes, above 0 and at most 3
 */
public record StatisticsParameters(
        StatisticsWindows windows, double decay, double longDecay, double returnFloor, double volumeFloor)
        implements Serializable {

    /** A basis point, and a tenth of a volume, are the least spread that is told from none. */
    public static final StatisticsParameters DEFAULT =
            new StatisticsParameters(StatisticsWindows.DEFAULT, 0.94, 0.99, 1e-4, 0.1);

    private static final double LEAST_DECAY = 0.5;
    private static final double LARGEST_DECAY = 0.9999;
    private static final double LARGEST_RETURN_FLOOR = 0.1;
    private static final double LARGEST_VOLUME_FLOOR = 3;

    public StatisticsParameters {
        if (!(decay >= LEAST_DECAY && decay <= LARGEST_DECAY)) {
            throw new IllegalArgumentException("decay " + decay + ": must be from 0.5 to 0.9999");
        }
        if (!(longDecay > decay && longDecay <= LARGEST_DECAY)) {
            throw new IllegalArgumentException(
                    "longDecay " + longDecay + ": must be above decay, " + decay + ", and at most 0.9999");
        }
        if (!(returnFloor > 0 && returnFloor <= LARGEST_RETURN_FLOOR)) {
            throw new IllegalArgumentException("returnFloor " + returnFloor + ": must be above 0 and at most 0.1");
        }
        if (!(volumeFloor > 0 && volumeFloor <= LARGEST_VOLUME_FLOOR)) {
            throw new IllegalArgumentException("volumeFloor " + volumeFloor + ": must be above 0 and at most 3");
        }
    }

    /** How many returns a volatility with a decay needs to be defined: the mean age of what it weighs, 17 for 0.94. */
    static long enough(double decay) {
        return Math.round(1 / (1 - decay));
    }
}
