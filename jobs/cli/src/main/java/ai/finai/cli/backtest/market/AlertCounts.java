package ai.finai.cli.backtest.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts alerts by rule, and notes what was said of each symbol's largest moves. Of an alert the last revision counts. */
final class AlertCounts {

    private final Map<String, AlertCount> rules = new LinkedHashMap<>();
    private final SortedMap<String, List<SaidOfMove>> largest = new TreeMap<>();

    /** Its next revision may follow. */
    private @Nullable MarketAlert pending;

    AlertCounts(MarketRuleBook book, Map<String, SymbolHistory> symbols) {
        for (MarketRule rule : book.rules()) {
            rules.put(rule.id(), new AlertCount(rule.reference()));
        }
        symbols.forEach((symbol, history) -> largest.put(symbol, SaidOfMove.of(symbol, history.largest())));
    }

    /** @param alert revisions of one must follow each other, in order */
    void add(MarketAlert alert) {
        if (pending != null && !pending.alertId().equals(alert.alertId())) {
            count(pending);
        }
        pending = alert;
    }

    /** To be called after the last one. */
    void end() {
        if (pending != null) {
            count(pending);
            pending = null;
        }
    }

    private void count(MarketAlert alert) {
        rules.computeIfAbsent(alert.rule().id(), id -> new AlertCount(alert.rule()))
                .add(alert);
        if (alert.status() == MarketAlert.Status.OPEN) {
            for (SaidOfMove said : largest.getOrDefault(alert.subject().id(), List.of())) {
                if (said.move().holds(alert.eventTime())) {
                    said.add(alert.rule().id());
                }
            }
        }
    }

    /** In the order of the book; those without alerts too. */
    Collection<AlertCount> rules() {
        return rules.values();
    }

    /** Alerts that hold, by rule kind. */
    SortedMap<String, Long> byKind() {
        SortedMap<String, Long> kinds = new TreeMap<>();
        for (AlertCount count : rules.values()) {
            kinds.merge(count.rule().kind(), count.alerts(), Long::sum);
        }
        return kinds;
    }

    long alerts() {
        return rules.values().stream().mapToLong(AlertCount::alerts).sum();
    }

    long withdrawn() {
        return rules.values().stream().mapToLong(AlertCount::withdrawn).sum();
    }

    /** By symbol, and of each the largest first. */
    List<SaidOfMove> largest() {
        List<SaidOfMove> all = new ArrayList<>();
        largest.values().forEach(all::addAll);
        return all;
    }
}
