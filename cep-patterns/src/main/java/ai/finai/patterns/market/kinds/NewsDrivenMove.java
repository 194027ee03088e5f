package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.events.yaml.Durations;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.market.MarketRuleKind;
import ai.finai.patterns.market.MoveKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * News-driven move: a large move, and news that may have brought it about.
 *
 * <p>Large is a bar as in {@link PriceJump}. News counts that was published from {@code before} before the bar's start until
 * {@code after} after its end, both included; an interval of more than a day counts as a day.
 *
 * <p>Alerts: about every large move for which there is such news, as soon as there is, with the bar's event time. News that
 * comes later makes a revision if it is among the latest that the alert lists.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param minZ size of the robust z-score, at least
 * @param minReturn size of the return, at least
 * @param before the bar's start
 * @param after the bar's end
 */
public record NewsDrivenMove(double minZ, double minReturn, Duration before, Duration after) implements MoveKind {

    static final String NAME = "news-driven-move";

    static final Parameter<Duration> BEFORE = Parameter.duration(
            "before",
            Duration.ofHours(24),
            Duration.ZERO,
            Duration.ofDays(31),
            "how far before the bar's start news counts");
    static final Parameter<Duration> AFTER = Parameter.duration(
            "after", Duration.ZERO, Duration.ZERO, Duration.ofDays(7), "how far after the bar's end news counts");

    static final KindDefinition<MarketRuleKind> DEFINITION = new KindDefinition<>(
            NAME, NewsDrivenMove.class, List.<Parameter<?>>of(Moves.MIN_Z, Moves.MIN_RETURN, BEFORE, AFTER));

    /** @throws InvalidValues naming every parameter that is out of range */
    public NewsDrivenMove {
        InvalidValues.throwIfAny(
                Moves.MIN_Z.check(minZ), Moves.MIN_RETURN.check(minReturn), BEFORE.check(before), AFTER.check(after));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLarge(WatchedBar bar) {
        return Moves.isLarge(bar, minZ, minReturn);
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public boolean alerts(boolean news) {
        return news;
    }

    @Override
    public Narrative narrate(WatchedBar move, List<MarketAlert.Headline> news, int most) {
        MarketAlert.Headline latest = news.get(news.size() - 1);
        String count = news.size() == most
                ? "at least " + MarketFigures.count(most) + " headlines"
                : MarketFigures.count(news.size(), "headline");
        String sentence = Moves.sentence(move) + ", " + Moves.times(move) + "; " + count + " from "
                + Durations.text(before) + " before it until "
                + (after.isZero() ? "" : Durations.text(after) + " after ")
                + "its end, the latest " + MarketFigures.quote(latest);
        List<Alert.Fact> facts = new ArrayList<>(Moves.facts(move));
        facts.add(MarketFigures.number("headlines", news.size()));
        facts.add(MarketFigures.text("before", before.toString()));
        facts.add(MarketFigures.text("after", after.toString()));
        return new Narrative(sentence, facts);
    }
}
