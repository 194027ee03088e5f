package ai.finai.operators.market;

import ai.finai.events.ModelName;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.market.BarKind;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.patterns.market.MarketRuleKind;
import ai.finai.patterns.market.MoveKind;
import ai.finai.patterns.market.kinds.NewsSentiment;
import ai.finai.state.RuleVersion;
import ai.finai.state.market.RuleMemory;
import ai.finai.state.market.WatchedSymbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the rules of one book watch symbols: what comes about a symbol is given to it in order of event time, at equal times
 * news before bars, then by id; a split changes nothing here, for a bar's figures are in its own units already. News may come
 * late, that is after {@link #passed} its time. Which alerts there are in the end, and what they say, does not depend on how
 * late news came, nor on how often {@link #passed} is called; {@code src/docs/market-rules.md} has the exact semantics.
 *
 * <p>Holds nothing of a symbol. Not thread-safe.
 */
public final class SymbolWatch {

    /** Symbols whose rules are known, at most: of more it is found out anew. */
    private static final int MOST_KNOWN = 16_384;

    private final List<RuleWatch> watches = new ArrayList<>();

    /** By symbol the rules whose scope covers it, where some do not cover all. */
    private final Map<String, List<RuleWatch>> known = new HashMap<>();

    private final boolean everySymbol;
    private final long newsLateness;
    private final long newsKept;

    /**
     * @param newsLateness how far news may be behind event time when it comes; later news changes nothing
     * @param provenance of every alert
     * @throws IllegalArgumentException if a rule is of a kind for which nothing is kept, or the lateness is negative
     */
    public SymbolWatch(
            MarketRuleBook book, Duration newsLateness, MarketAlert.Provenance provenance, MarketFindings findings) {
        if (newsLateness.isNegative()) {
            throw new IllegalArgumentException("news lateness " + newsLateness + " is negative");
        }
        this.newsLateness = newsLateness.toMillis();
        MarketAlerts alerts = new MarketAlerts(provenance, findings);
        book.rules().forEach(rule -> watches.add(watch(rule, alerts)));
        this.everySymbol = book.rules().stream()
                .allMatch(rule -> rule.scope().symbols() == null && rule.scope().exceptSymbols() == null);
        this.newsKept = Math.max(
                this.newsLateness,
                watches.stream().mapToLong(RuleWatch::newsKept).max().orElse(0));
    }

    private RuleWatch watch(MarketRule rule, MarketAlerts alerts) {
        MarketRuleKind kind = rule.kind();
        if (kind instanceof BarKind bars) {
            return new BarWatch(rule, bars, alerts);
        }
        if (kind instanceof MoveKind moves) {
            return new MoveWatch(rule, moves, newsLateness, alerts);
        }
        if (kind instanceof NewsSentiment sentiment) {
            return new SentimentWatch(rule, sentiment, newsLateness, alerts);
        }
        throw new IllegalArgumentException("nothing is kept for rules of the kind " + kind.name());
    }

    /**
     * A symbol's next bar. One that is late, or ends at a time that has {@link #passed}, changes nothing.
     *
     * @param kept of the symbol; changed
     */
    public void bar(WatchedSymbol kept, WatchedBar bar) {
        long eventTime = bar.bar().end();
        if (bar.late() || eventTime <= kept.passed()) {
            return;
        }
        String symbol = bar.bar().symbol();
        passed(symbol, kept, eventTime - 1);
        List<RuleWatch> watching = watching(symbol);
        for (int i = 0; i < watching.size(); i++) {
            watching.get(i).bar(kept, kept.rules().get(i), bar);
        }
    }

    /**
     * News about a symbol, in order or late. For it to be known whether it comes too late, {@link #passed} must have been
     * called with the event time of now.
     *
     * @param kept of the symbol; changed
     * @return whether it counts; false if it is too late
     */
    public boolean news(String symbol, WatchedSymbol kept, ScoredNews scored) {
        long eventTime = scored.news().published();
        if (eventTime > kept.passed()) {
            passed(symbol, kept, eventTime - 1);
        } else if (eventTime < kept.passed() - newsLateness) {
            return false;
        } else {
            remember(symbol, kept);
        }
        MarketAlert.Headline news = headline(scored);
        List<MarketAlert.Headline> before = List.copyOf(kept.news());
        boolean crowded = keep(news, kept.news());
        RuleWatch.Arrival arrival = new RuleWatch.Arrival(symbol, news, before, kept.news(), crowded);
        List<RuleWatch> watching = watching(symbol);
        for (int i = 0; i < watching.size(); i++) {
            watching.get(i).news(kept, kept.rules().get(i), arrival);
        }
        return true;
    }

    /**
     * Everything up to an event time has been given, but for news that comes late. May be called with any time, also of the
     * past; the alerts are the same and in the same order however often it is called.
     *
     * @param kept of the symbol; changed
     * @param eventTime milliseconds since 1970-01-01T00:00:00Z
     */
    public void passed(String symbol, WatchedSymbol kept, long eventTime) {
        remember(symbol, kept);
        if (eventTime <= kept.passed()) {
            return;
        }
        List<RuleWatch> watching = watching(symbol);
        for (long next = next(watching, kept); next < eventTime; next = next(watching, kept)) {
            step(watching, kept, next);
        }
        step(watching, kept, eventTime);
    }

    /**
     * Event time at which a rule may have something to say even if nothing comes about the symbol: {@link #passed} is to be
     * called then. {@link Long#MAX_VALUE} if there is none.
     */
    public long next(String symbol, WatchedSymbol kept) {
        remember(symbol, kept);
        return next(watching(symbol), kept);
    }

    private static long next(List<RuleWatch> watching, WatchedSymbol kept) {
        long next = RuleWatch.NEVER;
        for (int i = 0; i < watching.size(); i++) {
            next = Math.min(next, watching.get(i).next(kept, kept.rules().get(i)));
        }
        return next;
    }

    private void step(List<RuleWatch> watching, WatchedSymbol kept, long eventTime) {
        kept.passed(eventTime);
        for (int i = 0; i < watching.size(); i++) {
            watching.get(i).passed(kept, kept.rules().get(i));
        }
        List<MarketAlert.Headline> news = kept.news();
        while (!news.isEmpty() && news.get(0).published() < eventTime - newsKept) {
            news.remove(0);
        }
    }

    private List<RuleWatch> watching(String symbol) {
        if (everySymbol) {
            return watches;
        }
        List<RuleWatch> watching = known.get(symbol);
        if (watching == null) {
            watching = watches.stream()
                    .filter(watch -> watch.rule().scope().covers(symbol))
                    .toList();
            if (known.size() == MOST_KNOWN) {
                known.clear();
            }
            known.put(symbol, watching);
        }
        return watching;
    }

    /** Where the rules in force are others than those that remember something of the symbol, new ones begin. */
    private void remember(String symbol, WatchedSymbol kept) {
        List<RuleWatch> watching = watching(symbol);
        List<RuleMemory> rules = kept.rules();
        boolean same = rules.size() == watching.size();
        for (int i = 0; same && i < rules.size(); i++) {
            same = isOf(watching.get(i).rule(), rules.get(i).rule());
        }
        if (same) {
            return;
        }
        long settled = kept.passed() == WatchedSymbol.NEVER ? WatchedSymbol.NEVER : kept.passed() + 1;
        List<RuleMemory> others = new ArrayList<>();
        for (RuleWatch watch : watching) {
            MarketRule rule = watch.rule();
            others.add(rules.stream()
                    .filter(memory -> isOf(rule, memory.rule()))
                    .findFirst()
                    .orElseGet(() -> new RuleMemory(new RuleVersion(rule.id(), rule.version()), settled)));
        }
        rules.clear();
        rules.addAll(others);
    }

    private static boolean isOf(MarketRule rule, RuleVersion version) {
        return version.version() == rule.version() && version.ruleId().equals(rule.id());
    }

    /** @return whether the earliest is no longer kept because of this one */
    private static boolean keep(MarketAlert.Headline news, List<MarketAlert.Headline> kept) {
        int place = kept.size();
        while (place > 0 && WatchedSymbol.ORDER.compare(kept.get(place - 1), news) > 0) {
            place--;
        }
        boolean full = kept.size() == WatchedSymbol.NEWS;
        if (full && place == 0) {
            return false;
        }
        kept.add(place, news);
        if (full) {
            kept.remove(0);
        }
        return full;
    }

    private static MarketAlert.Headline headline(ScoredNews scored) {
        NewsItem news = scored.news();
        Sentiment sentiment = scored.sentiment();
        ModelName model = sentiment == null ? null : scored.model();
        return new MarketAlert.Headline(
                news.id(),
                news.published(),
                WatchedSymbol.headline(news.headline()),
                news.source(),
                sentiment == null || model == null ? null : (double) sentiment.balance(),
                model,
                news.origin());
    }
}
