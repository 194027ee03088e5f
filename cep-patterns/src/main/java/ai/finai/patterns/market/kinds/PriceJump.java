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
 * Price jump: a return far out among those before it, and large by itself.
 *
 * <p>Alerts: on every bar with {@code |z-score of the return| >= minZ} and {@code |return| >= minReturn}, where the return is
 * the simple one, {@code exp(log return) - 1}. The z-score is comparable between symbols, calm and wild times, and lengths of
 * bars; the least return keeps out what is unusual only because nothing ever happens. Where a figure is undefined it says
 * nothing.
 *
 * <p>The exact semantics, down to the last tie, are in {@code src/docs/market-rules.md}.
 *
 * @param minZ size of the robust z-score, at least
 * @param minReturn size of the return, at least: 0.01 is 1 %
 */
public record PriceJump(double minZ, double minReturn) implements BarKind {

    static final String NAME = "price-jump";

    static final KindDefinition<MarketRuleKind> DEFINITION =
            new KindDefinition<>(NAME, PriceJump.class, List.<Parameter<?>>of(Moves.MIN_Z, Moves.MIN_RETURN));

    /** @throws InvalidValues naming every parameter that is out of range */
    public PriceJump {
        InvalidValues.throwIfAny(Moves.MIN_Z.check(minZ), Moves.MIN_RETURN.check(minReturn));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int level(WatchedBar bar, int before) {
        return Moves.isLarge(bar, minZ, minReturn) ? 1 : 0;
    }

    @Override
    public boolean alerts(int before, int after) {
        return after != 0;
    }

    @Override
    public Narrative narrate(WatchedBar bar) {
        return new Narrative(Moves.sentence(bar) + ", " + Moves.times(bar), Moves.facts(bar));
    }
}
