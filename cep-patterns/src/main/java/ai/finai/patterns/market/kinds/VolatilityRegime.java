package ai.finai.patterns.market.kinds;

import ai.finai.events.market.WatchedBar;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.market.BarKind;
import ai.finai.patterns.market.MarketRuleKind;
import java.util.List;

/**
 * Volatility regime: the volatility of late has left that of a longer past behind, up or down.
 *
 * <p>Looks at {@code ratio = volatility / long volatility}, both of the returns before the bar. The regime is high from a bar
 * with {@code ratio >= upRatio} on until one with {@code ratio < upRatio * (1 - hysteresis)}; low from
 * {@code ratio <= downRatio} on until {@code ratio > downRatio * (1 + hysteresis)}; else it is normal, as at first. One bar may
 * end a regime and begin the other. Where a volatility is undefined or the long one is zero, the regime stays as it is.
 *
 * <p>Alerts: on the bar with which the regime becomes high or low; not when it becomes normal. It becomes so in the quiet
 * period too, and then nothing is said.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param upRatio from which on volatility is high
 * @param downRatio up to which it is low; 0 for never
 * @param hysteresis the part of the ratio that it must come back to be normal again
 */
public record VolatilityRegime(double upRatio, double downRatio, double hysteresis) implements BarKind {

    static final String NAME = "volatility-regime";

    static final Parameter<Double> UP_RATIO =
            Parameter.number("upRatio", 1.6, 1.05, 100, "volatility over long volatility from which on it is high");
    static final Parameter<Double> DOWN_RATIO = Parameter.number(
            "downRatio", 0.6, 0, 0.95, "volatility over long volatility up to which it is low; 0: that is never said");
    static final Parameter<Double> HYSTERESIS =
            Parameter.number("hysteresis", 0.2, 0, 0.9, "part of the ratio that it must come back to be normal again");

    static final KindDefinition<MarketRuleKind> DEFINITION =
            new KindDefinition<>(NAME, VolatilityRegime.class, List.<Parameter<?>>of(UP_RATIO, DOWN_RATIO, HYSTERESIS));

    /** @throws InvalidValues naming every parameter that is out of range */
    public VolatilityRegime {
        InvalidValues.throwIfAny(UP_RATIO.check(upRatio), DOWN_RATIO.check(downRatio), HYSTERESIS.check(hysteresis));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int level(WatchedBar bar, int before) {
        double ratio = ratio(bar);
        if (!Double.isFinite(ratio)) {
            return before;
        }
        if (ratio >= upRatio || (before > 0 && ratio >= upRatio * (1 - hysteresis))) {
            return 1;
        }
        boolean low = downRatio > 0 && (ratio <= downRatio || (before < 0 && ratio <= downRatio * (1 + hysteresis)));
        return low ? -1 : 0;
    }

    @Override
    public boolean alerts(int before, int after) {
        return after != 0 && after != before;
    }

    @Override
    public Narrative narrate(WatchedBar bar) {
        double ratio = ratio(bar);
        String interval = MarketFigures.interval(bar.bar().interval());
        String sentence = "Volatility of " + bar.bar().symbol() + (ratio >= 1 ? " rose" : " fell") + " to "
                + MarketFigures.decimal(ratio, 2) + " times that of a longer past by "
                + MarketFigures.moment(bar.bar().end()) + ": moves of " + MarketFigures.percent(bar.volatility())
                + " per " + interval + " against " + MarketFigures.percent(bar.longVolatility());
        return new Narrative(
                sentence,
                List.of(
                        MarketFigures.number("ratio", ratio, 4),
                        MarketFigures.number("volatility", bar.volatility(), 6),
                        MarketFigures.number("longVolatility", bar.longVolatility(), 6),
                        MarketFigures.text("regime", ratio >= 1 ? "high" : "low")));
    }

    private static double ratio(WatchedBar bar) {
        return bar.volatility() / bar.longVolatility();
    }
}
