package ai.finai.operators.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MoveKind;
import ai.finai.patterns.market.kinds.Withdrawal;
import ai.finai.state.market.KeptMove;
import ai.finai.state.market.RuleMemory;
import ai.finai.state.market.WatchedSymbol;
import java.util.Iterator;
import java.util.List;

/**
 * A rule that joins large moves with news. A move is kept until no news can come any more that is looked for around it; as long
 * as it is kept, whatever comes lets the rule decide anew about all that are kept, in order of event time: so what it says in
 * the end does not depend on the order in which news came. What changes by that is said again.
 */
final class MoveWatch implements RuleWatch {

    private final MarketRule rule;
    private final MoveKind kind;
    private final long newsLateness;
    private final MarketAlerts alerts;

    /** @param newsLateness how far news may be behind event time, milliseconds */
    MoveWatch(MarketRule rule, MoveKind kind, long newsLateness, MarketAlerts alerts) {
        this.rule = rule;
        this.kind = kind;
        this.newsLateness = newsLateness;
        this.alerts = alerts;
    }

    @Override
    public MarketRule rule() {
        return rule;
    }

    @Override
    public long newsKept() {
        return MoveKind.LONGEST_INTERVAL.toMillis() + kind.before().toMillis();
    }

    @Override
    public void bar(WatchedSymbol symbol, RuleMemory memory, WatchedBar bar) {
        if (!kind.isLarge(bar)) {
            return;
        }
        if (memory.moves().size() == RuleMemory.MOVES) {
            alerts.findings().moveNotKept(rule);
            return;
        }
        KeptMove move = new KeptMove(bar);
        symbol.news().forEach(news -> join(move, news));
        memory.moves().add(move);
        decide(symbol, memory);
    }

    @Override
    public void news(WatchedSymbol symbol, RuleMemory memory, Arrival arrival) {
        if (!memory.moves().isEmpty()) {
            memory.moves().forEach(move -> join(move, arrival.news()));
            decide(symbol, memory);
        }
    }

    private void join(KeptMove move, MarketAlert.Headline news) {
        PriceBar bar = move.bar().bar();
        if (news.published() >= kind.newsFrom(bar) && news.published() <= kind.newsUntil(bar)) {
            move.add(news);
        }
    }

    @Override
    public void passed(WatchedSymbol symbol, RuleMemory memory) {
        if (memory.moves().isEmpty()) {
            return;
        }
        decide(symbol, memory);
        for (Iterator<KeptMove> moves = memory.moves().iterator(); moves.hasNext(); ) {
            KeptMove move = moves.next();
            if (symbol.passed() - newsLateness <= kind.newsUntil(move.bar().bar())) {
                break;
            }
            if (move.said()) {
                memory.lastSaid(move.end());
            }
            moves.remove();
        }
    }

    @Override
    public long next(WatchedSymbol symbol, RuleMemory memory) {
        if (kind.waits()) {
            for (KeptMove move : memory.moves()) {
                long until = kind.newsUntil(move.bar().bar());
                if (until > symbol.passed()) {
                    return until;
                }
            }
        }
        return NEVER;
    }

    /** Decides about every kept move, the earliest first, and says what has changed. */
    private void decide(WatchedSymbol symbol, RuleMemory memory) {
        long lastSaid = memory.lastSaid();
        for (KeptMove move : memory.moves()) {
            boolean due = !kind.waits() || kind.newsUntil(move.bar().bar()) <= symbol.passed();
            boolean holds = due && kind.alerts(!move.news().isEmpty());
            if (holds && !rule.isQuiet(lastSaid, move.end())) {
                lastSaid = move.end();
                if (!move.said() || move.changed()) {
                    say(move, true, kind.narrate(move.bar(), move.news(), KeptMove.NEWS));
                }
            } else if (move.said()) {
                say(
                        move,
                        false,
                        holds
                                ? Withdrawal.tooSoon(move.bar(), lastSaid, rule.quietPeriod())
                                : Withdrawal.explained(move.bar(), last(move.news())));
            }
        }
    }

    private void say(KeptMove move, boolean holds, Narrative narrative) {
        alerts.say(
                rule,
                move.bar().bar(),
                move.say(holds),
                holds ? MarketAlert.Status.OPEN : MarketAlert.Status.WITHDRAWN,
                narrative,
                move.news(),
                List.of());
    }

    private static MarketAlert.Headline last(List<MarketAlert.Headline> news) {
        return news.get(news.size() - 1);
    }
}
