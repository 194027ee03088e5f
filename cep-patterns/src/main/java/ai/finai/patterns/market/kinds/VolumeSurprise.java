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
 * Volume surprise: far more changed hands than usual.
 *
 * <p>Alerts: on every bar with {@code z-score of the volume >= minZ} and {@code volume >= minVolume}. The z-score is of the
 * volume's logarithm among those before, so that twice and half as much are equally far; only more than usual is said. Where
 * it is undefined it says nothing.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param minZ the robust z-score, at least
 * @param minVolume units, at least
 */
public record VolumeSurprise(double minZ, int minVolume) implements BarKind {

    static final String NAME = "volume-surprise";

    static final Parameter<Double> MIN_Z = Parameter.number(
            "minZ", 5, 1, 1_000, "robust z-score of the volume's logarithm among those before, at least");
    static final Parameter<Integer> MIN_VOLUME =
            Parameter.count("minVolume", 1_000, 0, Integer.MAX_VALUE, "units that changed hands, at least");

    static final KindDefinition<MarketRuleKind> DEFINITION =
            new KindDefinition<>(NAME, VolumeSurprise.class, List.<Parameter<?>>of(MIN_Z, MIN_VOLUME));

    /** @throws InvalidValues naming every parameter that is out of range */
    public VolumeSurprise {
        InvalidValues.throwIfAny(MIN_Z.check(minZ), MIN_VOLUME.check(minVolume));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int level(WatchedBar bar, int before) {
        boolean large = Double.isFinite(bar.volumeZScore())
                && bar.volumeZScore() >= minZ
                && bar.bar().volume() >= minVolume;
        return large ? 1 : 0;
    }

    @Override
    public boolean alerts(int before, int after) {
        return after != 0;
    }

    @Override
    public Narrative narrate(WatchedBar bar) {
        String sentence = MarketFigures.count(bar.bar().volume(), "unit") + " of "
                + bar.bar().symbol()
                + " changed hands in the " + MarketFigures.interval(bar.bar().interval()) + " to "
                + MarketFigures.moment(bar.bar().end()) + ", " + MarketFigures.decimal(bar.volumeZScore(), 1)
                + " times the usual spread above the usual volume";
        return new Narrative(
                sentence,
                List.of(
                        MarketFigures.number("volume", bar.bar().volume()),
                        MarketFigures.number("volumeZScore", bar.volumeZScore(), 2),
                        MarketFigures.number("return", MarketFigures.simple(bar.logReturn()), 6)));
    }
}
