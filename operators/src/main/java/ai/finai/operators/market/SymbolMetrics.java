package ai.finai.operators.market;

import ai.finai.events.RejectionReason;
import ai.finai.events.market.MarketAlert;
import ai.finai.operators.Metrics;
import ai.finai.operators.market.forecast.ForecastCounts;
import ai.finai.operators.market.forecast.WithoutForecast;
import ai.finai.operators.order.EventOrder;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What is counted of symbols. */
final class SymbolMetrics {

    private final Counter late;
    private final Counter lateNews;
    private final Counter forecasts;
    private final Counter outside;
    private final Map<RejectionReason, Counter> refused = new EnumMap<>(RejectionReason.class);
    private final Map<WithoutForecast, Counter> withoutForecast = new EnumMap<>(WithoutForecast.class);
    private final Map<String, Counter> alerts = new HashMap<>();
    private final Map<String, Counter> movesNotKept = new HashMap<>();
    private final Map<String, Counter> crowded = new HashMap<>();

    SymbolMetrics(MetricGroup group, EventOrder<?> order, MarketRuleBook book) {
        late = group.counter(Metrics.LATE_EVENTS);
        lateNews = group.counter(Metrics.LATE_NEWS);
        forecasts = group.counter(Metrics.FORECASTS);
        outside = group.counter(Metrics.OUTSIDE_FORECAST);
        for (RejectionReason reason : List.of(RejectionReason.OTHER_INTERVAL, RejectionReason.OTHER_CURRENCY)) {
            refused.put(reason, group.addGroup(Metrics.REASON, reason.code()).counter(Metrics.REFUSED_BARS));
        }
        for (WithoutForecast reason : WithoutForecast.values()) {
            withoutForecast.put(
                    reason, group.addGroup(Metrics.REASON, reason.code()).counter(Metrics.BARS_WITHOUT_FORECAST));
        }
        group.gauge(Metrics.WAITING_EVENTS, (Gauge<Integer>) order::size);
        group.gauge(Metrics.WAITING_BYTES, (Gauge<Long>) order::bytes);
        for (MarketRule rule : book.rules()) {
            MetricGroup ofRule = group.addGroup(Metrics.RULE, rule.id());
            alerts.put(rule.id(), ofRule.counter(Metrics.ALERTS));
            movesNotKept.put(rule.id(), ofRule.counter(Metrics.MOVES_NOT_KEPT));
            crowded.put(rule.id(), ofRule.counter(Metrics.NEWS_CROWDED));
        }
    }

    void late() {
        late.inc();
    }

    void lateNews() {
        lateNews.inc();
    }

    /** A bar is not as the others of its symbol. */
    void refused(RejectionReason reason) {
        Objects.requireNonNull(refused.get(reason)).inc();
    }

    /** A return was outside of what was foretold. */
    void outside() {
        outside.inc();
    }

    ForecastCounts forecasts() {
        return new ForecastCounts() {
            @Override
            public void forecast() {
                forecasts.inc();
            }

            @Override
            public void without(WithoutForecast reason) {
                Objects.requireNonNull(withoutForecast.get(reason)).inc();
            }
        };
    }

    /** Counts what is found, and hands it on. */
    MarketFindings counting(Consumer<MarketAlert> out) {
        return new MarketFindings() {
            @Override
            public void alert(MarketAlert alert) {
                inc(alerts, alert.rule().id());
                out.accept(alert);
            }

            @Override
            public void moveNotKept(MarketRule rule) {
                inc(movesNotKept, rule.id());
            }

            @Override
            public void newsCrowded(MarketRule rule) {
                inc(crowded, rule.id());
            }
        };
    }

    private static void inc(Map<String, Counter> counters, String rule) {
        Counter counter = counters.get(rule);
        if (counter != null) {
            counter.inc();
        }
    }
}
