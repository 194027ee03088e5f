package ai.finai.operators.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlert.Headline;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.kinds.NewsSentiment;
import ai.finai.state.market.KeptMove;
import ai.finai.state.market.RuleMemory;
import ai.finai.state.market.SaidAlert;
import ai.finai.state.market.WatchedSymbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule about the sentiment of news. It goes through the kept news in order, from what late news can no longer change: so when
 * news comes, what it finds without and with it can be compared, and what is new or otherwise is said.
 */
final class SentimentWatch implements RuleWatch {

    private final MarketRule rule;
    private final NewsSentiment kind;
    private final long newsLateness;
    private final MarketAlerts alerts;

    /** News with which the sentiment turned, and of which that is said. */
    private record Turn(Headline at, int sentiment, Mean mean) {}

    /** @param latest of the news that it is the mean of, in order */
    private record Mean(int count, double value, List<Headline> latest) {}

    /** @param newsLateness how far news may be behind event time, milliseconds */
    SentimentWatch(MarketRule rule, NewsSentiment kind, long newsLateness, MarketAlerts alerts) {
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
        return newsLateness + kind.window().toMillis();
    }

    @Override
    public void news(WatchedSymbol symbol, RuleMemory memory, Arrival arrival) {
        if (arrival.crowded()) {
            alerts.findings().newsCrowded(rule);
            settle(memory, arrival.before(), arrival.before().size());
        }
        if (arrival.news().sentiment() == null) {
            return;
        }
        List<Turn> found = turns(memory, arrival.before());
        List<Turn> now = turns(memory, arrival.after());
        for (Turn turn : found) {
            if (of(turn.at(), now) == null) {
                Mean mean = mean(arrival.after(), turn.at());
                say(
                        memory,
                        arrival.symbol(),
                        turn.at(),
                        MarketAlert.Status.WITHDRAWN,
                        kind.narrateWithdrawn(
                                arrival.symbol(), turn.at(), turn.sentiment(), mean.count(), mean.value()),
                        mean.latest());
            }
        }
        for (Turn turn : now) {
            if (!turn.equals(of(turn.at(), found))) {
                say(
                        memory,
                        arrival.symbol(),
                        turn.at(),
                        MarketAlert.Status.OPEN,
                        kind.narrate(
                                arrival.symbol(),
                                turn.at(),
                                turn.sentiment(),
                                turn.mean().count(),
                                turn.mean().value()),
                        turn.mean().latest());
            }
        }
    }

    @Override
    public void passed(WatchedSymbol symbol, RuleMemory memory) {
        long settled = symbol.passed() - newsLateness;
        int count = 0;
        while (count < symbol.news().size() && symbol.news().get(count).published() < settled) {
            count++;
        }
        settle(memory, symbol.news(), count);
        memory.settleBefore(settled);
    }

    /** What the rule makes of the first few news no longer changes. */
    private void settle(RuleMemory memory, List<Headline> news, int count) {
        if (count == 0 || memory.isSettled(news.get(count - 1))) {
            return;
        }
        int level = memory.level();
        long lastSaid = memory.lastSaid();
        for (int i = 0; i < count; i++) {
            Headline at = news.get(i);
            if (at.sentiment() == null || memory.isSettled(at)) {
                continue;
            }
            Mean mean = mean(news, at);
            int after = kind.level(level, mean.count(), mean.value());
            if (isSaid(level, after, lastSaid, at)) {
                lastSaid = at.published();
            }
            level = after;
        }
        memory.level(level);
        memory.lastSaid(lastSaid);
        memory.settle(news.get(count - 1));
        memory.said().removeIf(alert -> news.subList(0, count).stream().anyMatch(alert::isOf));
    }

    /** Where the sentiment turns among the news that is not settled, as far as that is said. */
    private List<Turn> turns(RuleMemory memory, List<Headline> news) {
        List<Turn> turns = new ArrayList<>();
        int level = memory.level();
        long lastSaid = memory.lastSaid();
        for (Headline at : news) {
            if (at.sentiment() == null || memory.isSettled(at)) {
                continue;
            }
            Mean mean = mean(news, at);
            int after = kind.level(level, mean.count(), mean.value());
            if (isSaid(level, after, lastSaid, at)) {
                turns.add(new Turn(at, after, mean));
                lastSaid = at.published();
            }
            level = after;
        }
        return turns;
    }

    private boolean isSaid(int before, int after, long lastSaid, Headline at) {
        return after != 0 && after != before && !rule.isQuiet(lastSaid, at.published());
    }

    /** Of the news in the window that ends with one of them. Added up in order: the same news give the same bits. */
    private Mean mean(List<Headline> news, Headline end) {
        long from = end.published() - kind.window().toMillis();
        int count = 0;
        double sum = 0;
        List<Headline> latest = new ArrayList<>();
        for (Headline each : news) {
            if (each.sentiment() != null && each.published() > from && WatchedSymbol.ORDER.compare(each, end) <= 0) {
                count++;
                sum += each.sentiment();
                latest.add(each);
            }
        }
        int first = Math.max(0, latest.size() - KeptMove.NEWS);
        return new Mean(count, sum / count, List.copyOf(latest.subList(first, latest.size())));
    }

    private static @Nullable Turn of(Headline at, List<Turn> turns) {
        for (Turn turn : turns) {
            if (WatchedSymbol.ORDER.compare(turn.at(), at) == 0) {
                return turn;
            }
        }
        return null;
    }

    private void say(
            RuleMemory memory,
            String symbol,
            Headline at,
            MarketAlert.Status status,
            Narrative narrative,
            List<Headline> headlines) {
        int revision = 1;
        for (SaidAlert alert : memory.said()) {
            if (alert.isOf(at)) {
                revision = alert.revision() + 1;
            }
        }
        memory.said().removeIf(alert -> alert.isOf(at));
        memory.said().add(new SaidAlert(at.newsId(), at.published(), revision));
        alerts.say(rule, symbol, at, revision, status, narrative, headlines);
    }
}
