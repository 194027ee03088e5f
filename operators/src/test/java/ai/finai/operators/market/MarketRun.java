package ai.finai.operators.market;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.state.market.WatchedSymbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A symbol that is watched, and everything that was said. */
final class MarketRun implements MarketFindings {

    static final String SYMBOL = "AAPL";

    final List<MarketAlert> alerts = new ArrayList<>();
    final List<String> crowded = new ArrayList<>();
    final List<String> notKept = new ArrayList<>();
    private final SymbolWatch watch;
    private final UnaryOperator<WatchedSymbol> between;
    private WatchedSymbol kept = new WatchedSymbol();

    MarketRun(MarketRuleBook book, Duration newsLateness) {
        this(book, newsLateness, UnaryOperator.identity());
    }

    /** @param between what is done to what is kept before each event */
    MarketRun(MarketRuleBook book, Duration newsLateness, UnaryOperator<WatchedSymbol> between) {
        this(book, newsLateness, between, new WatchedSymbol());
    }

    MarketRun(MarketRuleBook book, Duration newsLateness, UnaryOperator<WatchedSymbol> between, WatchedSymbol kept) {
        this.watch = new SymbolWatch(
                book, newsLateness, new MarketAlert.Provenance("sha256:" + book.sha256(), "market", "test"), this);
        this.between = between;
        this.kept = kept;
    }

    WatchedSymbol kept() {
        return kept;
    }

    void bar(WatchedBar bar) {
        kept = between.apply(kept);
        watch.bar(kept, bar);
    }

    boolean news(ScoredNews news) {
        kept = between.apply(kept);
        return watch.news(SYMBOL, kept, news);
    }

    void passed(long eventTime) {
        kept = between.apply(kept);
        watch.passed(SYMBOL, kept, eventTime);
    }

    long next() {
        return watch.next(SYMBOL, kept);
    }

    @Override
    public void alert(MarketAlert alert) {
        alerts.add(alert);
    }

    @Override
    public void newsCrowded(MarketRule rule) {
        crowded.add(rule.id());
    }

    @Override
    public void moveNotKept(MarketRule rule) {
        notKept.add(rule.id());
    }

    /** What holds in the end, a line an alert. */
    SortedSet<String> open() {
        Map<String, MarketAlert> last = new HashMap<>();
        alerts.forEach(alert -> last.put(alert.alertId(), alert));
        SortedSet<String> lines = new TreeSet<>();
        last.values().stream()
                .filter(alert -> alert.status() == MarketAlert.Status.OPEN)
                .forEach(alert -> lines.add(line(alert)));
        return lines;
    }

    private static String line(MarketAlert alert) {
        boolean mean = alert.rule().kind().equals("news-sentiment");
        return alert.eventTime() + " " + alert.rule().id() + " " + alert.alertId() + " "
                + alert.headlines().stream().map(MarketAlert.Headline::newsId).toList() + " "
                + (mean ? fact(alert, "headlines") + " " + fact(alert, "meanSentiment") : "");
    }

    static String fact(MarketAlert alert, String name) {
        return alert.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Alert.Fact::value)
                .findFirst()
                .orElseThrow();
    }

    /** Whether revisions of each alert are numbered from 1, change something each, and keep id, time and rule. */
    void checkRevisions() {
        Map<String, MarketAlert> last = new HashMap<>();
        for (MarketAlert alert : alerts) {
            MarketAlert before = last.put(alert.alertId(), alert);
            boolean good = before == null
                    ? alert.revision() == 1 && alert.status() == MarketAlert.Status.OPEN
                    : alert.revision() == before.revision() + 1
                            && alert.eventTime() == before.eventTime()
                            && alert.bars().equals(before.bars())
                            && (alert.status() == MarketAlert.Status.OPEN
                                    ? !line(alert).equals(line(before))
                                            || before.status() == MarketAlert.Status.WITHDRAWN
                                    : before.status() == MarketAlert.Status.OPEN);
            if (!good) {
                throw new AssertionError("revision after\n" + before + "\nis\n" + alert);
            }
        }
    }
}
