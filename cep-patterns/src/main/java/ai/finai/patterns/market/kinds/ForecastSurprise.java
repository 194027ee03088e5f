package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.ModelName;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.WatchedBar;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.market.BarKind;
import ai.finai.patterns.market.MarketRuleKind;
import java.util.List;
import java.util.Objects;

/**
 * Forecast surprise: the return is far outside of what a model expected in 95 of 100 cases.
 *
 * <p>Alerts: on every bar whose log return is above {@code high} by more than {@code halfWidths * (high - median)}, or below
 * {@code low} by more than {@code halfWidths * (median - low)}: the interval need not be symmetric. Without a forecast, with
 * one that is not finite or not in order ({@code low < median < high}), or without a return it says nothing. That a return is
 * outside the interval at all is no surprise: one in twenty is.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param halfWidths how far beyond the interval's end a return is a surprise, in distances from the median to that end
 */
public record ForecastSurprise(double halfWidths) implements BarKind {

    static final String NAME = "forecast-surprise";

    static final Parameter<Double> HALF_WIDTHS = Parameter.number(
            "halfWidths",
            1,
            0,
            100,
            "beyond the predicted 95 % interval by more than this many times the distance from the median to that end");

    static final KindDefinition<MarketRuleKind> DEFINITION =
            new KindDefinition<>(NAME, ForecastSurprise.class, List.<Parameter<?>>of(HALF_WIDTHS));

    /** @throws InvalidValues if the parameter is out of range */
    public ForecastSurprise {
        InvalidValues.throwIfAny(HALF_WIDTHS.check(halfWidths));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int level(WatchedBar bar, int before) {
        Forecast forecast = bar.forecast();
        if (forecast == null || !isUsable(forecast) || !Double.isFinite(bar.logReturn())) {
            return 0;
        }
        if (bar.logReturn() - forecast.high() > halfWidths * (forecast.high() - forecast.median())) {
            return 1;
        }
        return forecast.low() - bar.logReturn() > halfWidths * (forecast.median() - forecast.low()) ? -1 : 0;
    }

    private static boolean isUsable(Forecast forecast) {
        return Double.isFinite(forecast.high() - forecast.low())
                && forecast.low() < forecast.median()
                && forecast.median() < forecast.high();
    }

    @Override
    public boolean alerts(int before, int after) {
        return after != 0;
    }

    @Override
    public Narrative narrate(WatchedBar bar) {
        Forecast forecast = Objects.requireNonNull(bar.forecast());
        boolean above = bar.logReturn() > forecast.high();
        double beyond = above
                ? (bar.logReturn() - forecast.high()) / (forecast.high() - forecast.median())
                : (forecast.low() - bar.logReturn()) / (forecast.median() - forecast.low());
        double low = MarketFigures.simple(forecast.low());
        double high = MarketFigures.simple(forecast.high());
        String sentence = Moves.sentence(bar) + "; " + forecast.model().name() + " expected "
                + MarketFigures.signedPercent(low) + " to " + MarketFigures.signedPercent(high)
                + " in 95 of 100 cases, and this is beyond by " + MarketFigures.decimal(beyond, 1)
                + " times the distance from the middle to that end";
        return new Narrative(
                sentence,
                List.of(
                        MarketFigures.number("return", MarketFigures.simple(bar.logReturn()), 6),
                        MarketFigures.number("low", low, 6),
                        MarketFigures.number("median", MarketFigures.simple(forecast.median()), 6),
                        MarketFigures.number("high", high, 6),
                        MarketFigures.number("halfWidths", beyond, 2)));
    }

    /** The return that the model thought as likely to be exceeded as not. */
    @Override
    public List<Alert.Score> scores(WatchedBar bar) {
        Forecast forecast = Objects.requireNonNull(bar.forecast());
        ModelName model = forecast.model();
        return List.of(new Alert.Score(model.name(), model.version(), model.sha256(), forecast.median()));
    }
}
