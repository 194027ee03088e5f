package ai.finai.training.forecast;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What forecasts of the next return are worth, each judged on what it had not seen. Losses, errors and widths are in basis
 * points: ten-thousandths of a log return.
 *
 * @param about what was judged on what, by name
 * @param data what was judged
 * @param folds one after the other in time
 * @param points the model's middle quantile, then the forecasts that it has to beat
 * @param intervals the model's quantiles, then those that it has to beat
 * @param symbols each by itself
 */
public record ForecastEvaluation(
        Map<String, String> about,
        Judged data,
        List<FoldFigures> folds,
        List<PointFigures> points,
        List<IntervalFigures> intervals,
        List<SymbolFigures> symbols) {

    /**
     * @param symbols that have a forecast
     * @param forecasts of all symbols together
     * @param times at which there are forecasts
     * @param from first of them, milliseconds since 1970-01-01T00:00:00Z
     * @param until last of them
     */
    public record Judged(int symbols, int forecasts, int times, long from, long until) {}

    /**
     * @param from first time that is judged
     * @param until last time that is judged
     * @param trained windows trained on; 0 where the model was trained elsewhere
     * @param epochs until it was best
     * @param forecasts that are judged
     * @param pinball of the model
     * @param naivePinball of the first interval to beat
     */
    public record FoldFigures(
            long from, long until, int trained, int epochs, int forecasts, double pinball, double naivePinball) {}

    /**
     * @param name of the forecast
     * @param description what it is
     * @param rootMeanSquare of its errors
     * @param meanAbsolute of its errors
     * @param squared the model against it, by squared errors, a mean a time; null for the model itself
     * @param absolute the same by absolute errors
     * @param better symbols by themselves for which the model is better by more than chance, by squared errors
     * @param worse symbols for which it is worse
     */
    public record PointFigures(
            String name,
            String description,
            double rootMeanSquare,
            double meanAbsolute,
            @Nullable DieboldMariano squared,
            @Nullable DieboldMariano absolute,
            int better,
            int worse) {}

    /**
     * @param name of the forecast
     * @param description what it is
     * @param pinball mean of all its levels
     * @param coverage of each interval around the middle, the widest first
     * @param test the model against it, by pinball loss, a mean a time; null for the model itself
     * @param better symbols by themselves for which the model is better by more than chance
     * @param worse symbols for which it is worse
     */
    public record IntervalFigures(
            String name,
            String description,
            double pinball,
            List<Coverage> coverage,
            @Nullable DieboldMariano test,
            int better,
            int worse) {}

    /**
     * @param expected share of returns that should lie within
     * @param found share that did
     * @param width mean
     */
    public record Coverage(double expected, double found, double width) {}

    /**
     * @param pinball of the model
     * @param naivePinball of the first interval to beat
     * @param interval the model against it
     * @param point the model against no change, by squared errors
     * @param coverage of the model's widest interval
     */
    public record SymbolFigures(
            String symbol,
            int forecasts,
            double pinball,
            double naivePinball,
            DieboldMariano interval,
            DieboldMariano point,
            double coverage) {}
}
