package ai.finai.cli.backtest.market;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The alerts of one rule: those that hold in the end, and those that were withdrawn. */
final class AlertCount {

    private final Alert.RuleReference rule;
    private final Set<String> symbols = new HashSet<>();
    private long alerts;
    private long withdrawn;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    AlertCount(Alert.RuleReference rule) {
        this.rule = rule;
    }

    /** @param alert the last revision */
    void add(MarketAlert alert) {
        if (alert.status() == MarketAlert.Status.WITHDRAWN) {
            withdrawn++;
            return;
        }
        alerts++;
        symbols.add(alert.subject().id());
        first = Math.min(first, alert.eventTime());
        last = Math.max(last, alert.eventTime());
    }

    Alert.RuleReference rule() {
        return rule;
    }

    long alerts() {
        return alerts;
    }

    long withdrawn() {
        return withdrawn;
    }

    int symbols() {
        return symbols.size();
    }

    /** When its first alert was, ISO 8601; empty without one. */
    String first() {
        return alerts == 0 ? "" : Instant.ofEpochMilli(first).toString();
    }

    String last() {
        return alerts == 0 ? "" : Instant.ofEpochMilli(last).toString();
    }
}
