package ai.finai.operators.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.market.BarKind;
import ai.finai.patterns.market.MarketRule;
import ai.finai.state.market.RuleMemory;
import ai.finai.state.market.WatchedSymbol;
import java.util.List;

/** A rule that looks at bars alone: what it says is said once and holds. */
final class BarWatch implements RuleWatch {

    private final MarketRule rule;
    private final BarKind kind;
    private final MarketAlerts alerts;

    BarWatch(MarketRule rule, BarKind kind, MarketAlerts alerts) {
        this.rule = rule;
        this.kind = kind;
        this.alerts = alerts;
    }

    @Override
    public MarketRule rule() {
        return rule;
    }

    @Override
    public void bar(WatchedSymbol symbol, RuleMemory memory, WatchedBar bar) {
        int before = memory.level();
        int after = kind.level(bar, before);
        memory.level(after);
        long eventTime = bar.bar().end();
        if (kind.alerts(before, after) && !rule.isQuiet(memory.lastSaid(), eventTime)) {
            memory.lastSaid(eventTime);
            alerts.say(rule, bar.bar(), 1, MarketAlert.Status.OPEN, kind.narrate(bar), List.of(), kind.scores(bar));
        }
    }
}
