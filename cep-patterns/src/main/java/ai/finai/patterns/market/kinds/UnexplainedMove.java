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
 * Unexplained move: a large move, and no news that explains it. Somebody may have known something.
 *
 * <p>Large is a bar as in {@link PriceJump}. News explains it that was published from {@code before} before the bar's start
 * until {@code waitingTime} after its end, both included; an interval of more than a day counts as a day.
 *
 * <p>Alerts: about every large move that no news explains, once event time has passed the end of the waiting time, with the
 * bar's event time. If news comes late that explains it, the alert is withdrawn.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param minZ size of the robust z-score, at least
 * @param minReturn size of the return, at least
 * @param before the bar's start
 * @param waitingTime after the bar's end
 */
public record UnexplainedMove(double minZ, double minReturn, Duration before, Duration waitingTime)
        implements MoveKind {

    static final String NAME = "unexplained-move";

    static final Parameter<Duration> BEFORE = Parameter.duration(
            "before",
            Duration.ofHours(24),
            Duration.ZERO,
            Duration.ofDays(31),
            "how far before the bar's start news explains it");
    static final Parameter<Duration> WAITING_TIME = Parameter.duration(
            "waitingTime",
            Duration.ofMinutes(60),
            Duration.ZERO,
            Duration.ofDays(7),
            "how far after the bar's end news explains it; the alert comes after that");

    static final KindDefinition<MarketRuleKind> DEFINITION = new KindDefinition<>(
            NAME, UnexplainedMove.class, List.<Parameter<?>>of(Moves.MIN_Z, Moves.MIN_RETURN, BEFORE, WAITING_TIME));

    /** @throws InvalidValues naming every parameter that is out of range */
    public UnexplainedMove {
        InvalidValues.throwIfAny(
                Moves.MIN_Z.check(minZ),
                Moves.MIN_RETURN.check(minReturn),
                BEFORE.check(before),
                WAITING_TIME.check(waitingTime));
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
    public Duration after() {
        return waitingTime;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean alerts(boolean news) {
        return !news;
    }

    @Override
    public Narrative narrate(WatchedBar move, List<MarketAlert.Headline> news, int most) {
        String sentence = Moves.sentence(move) + ", " + Moves.times(move) + "; no news from " + Durations.text(before)
                + " before until " + Durations.text(waitingTime) + " after it";
        List<Alert.Fact> facts = new ArrayList<>(Moves.facts(move));
        facts.add(MarketFigures.text("before", before.toString()));
        facts.add(MarketFigures.text("waitingTime", waitingTime.toString()));
        return new Narrative(sentence, facts);
    }
}
