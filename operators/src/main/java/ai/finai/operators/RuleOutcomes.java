package ai.finai.operators;

import ai.finai.operators.matching.DropReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what each rule found, and what it had to give up. A rule keeps its counters when its book changes. */
final class RuleOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(RuleOutcomes.class);

    private final MetricGroup group;
    private final Map<String, Counter> alerts = new HashMap<>();
    private final Map<String, Counter> dropped = new HashMap<>();

    RuleOutcomes(MetricGroup group) {
        this.group = group;
    }

    void alert(String rule) {
        alerts(rule).inc();
    }

    /** The counter is there, and reported as zero, from the first call. */
    Counter alerts(String rule) {
        return alerts.computeIfAbsent(
                rule, id -> group.addGroup(Metrics.RULE, id).counter(Metrics.ALERTS));
    }

    void dropped(String rule, DropReason reason, int partialMatches) {
        Counter counter = dropped.get(rule + reason);
        if (counter == null) {
            LOG.warn(
                    "rule {} gives up partial matches of an account ({}): an alert may be missing. Said once; metric {}"
                            + " counts them",
                    rule,
                    reason,
                    Metrics.DROPPED_PARTIAL_MATCHES);
            counter = group.addGroup(Metrics.RULE, rule)
                    .addGroup(
                            Metrics.REASON,
                            reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .counter(Metrics.DROPPED_PARTIAL_MATCHES);
            dropped.put(rule + reason, counter);
        }
        counter.inc(partialMatches);
    }
}
