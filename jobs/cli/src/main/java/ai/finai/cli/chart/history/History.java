package ai.finai.cli.chart.history;

import ai.finai.events.Severity;
import java.util.List;

/**
 * What is known of a symbol in a period. Times are milliseconds since 1970-01-01T00:00:00Z. Prices and volumes are in the
 * units after the last of the splits, so that a split is no jump.
 *
 * @param interval of the bars, in milliseconds
 * @param currency ISO 4217
 * @param bars in order of time, at least one, all of the same interval
 * @param headlines in order of time
 * @param alerts that hold, in order of time, each in its last revision
 * @param withdrawn how many alerts there were that do not hold
 * @param splits between the bars, in order of time
 */
public record History(
        String symbol,
        long interval,
        String currency,
        List<Bar> bars,
        List<Headline> headlines,
        List<Finding> alerts,
        int withdrawn,
        List<UnitChange> splits) {

    /**
     * @param end its event time
     * @param volume units that changed hands
     * @param expectedLow the close that 2.5 % of closes should have been below, as the model saw it before; NaN without one
     * @param expectedHigh the close that 2.5 % of closes should have been above; NaN without one
     */
    public record Bar(
            long start,
            long end,
            double open,
            double high,
            double low,
            double close,
            double volume,
            double expectedLow,
            double expectedHigh) {

        public boolean isExpected() {
            return Double.isFinite(expectedLow) && Double.isFinite(expectedHigh);
        }

        Bar inUnits(double ratio) {
            return ratio == 1
                    ? this
                    : new Bar(
                            start,
                            end,
                            open / ratio,
                            high / ratio,
                            low / ratio,
                            close / ratio,
                            volume * ratio,
                            expectedLow / ratio,
                            expectedHigh / ratio);
        }
    }

    /** @param balance from -1, bad, to 1, good; NaN where no model read it */
    public record Headline(long published, String text, double balance) {}

    /** An alert. */
    public record Finding(long eventTime, String kind, Severity severity, String narrative) {}

    /**
     * A split.
     *
     * @param ratio new units for an old one
     */
    public record UnitChange(long effective, double ratio) {

        /** {@code 4:1}, {@code 1:10}, {@code 3:2}; with decimals where no small numbers say it. */
        public String inWords() {
            for (int old = 1; old <= 100; old++) {
                double units = ratio * old;
                if (Math.abs(units - Math.rint(units)) < 1e-9 * old && units >= 1) {
                    return Math.round(units) + ":" + old;
                }
            }
            return ratio + ":1";
        }
    }
}
