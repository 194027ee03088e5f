package ai.finai.operators;

import ai.finai.operators.order.EventOrder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the account operator measures of itself. */
final class AccountMetrics {

    /** One posting in this many is timed: reading the clock twice costs about as much as a posting that matters to no rule. */
    private static final int SAMPLE = 128;

    private static final int HISTOGRAM_SIZE = 1_000;

    private final Counter late;
    private final Counter unrated;
    private final Counter acceptedBooks;
    private final Counter refusedBooks;
    private final Histogram ruleEvaluation;
    private long latestEventTime = Long.MIN_VALUE;
    private int sinceSample;

    AccountMetrics(MetricGroup group, EventOrder<?> order) {
        late = group.counter(Metrics.LATE_POSTINGS);
        unrated = group.counter(Metrics.UNRATED_POSTINGS);
        acceptedBooks = group.addGroup(Metrics.OUTCOME, "accepted").counter(Metrics.RULE_BOOKS);
        refusedBooks = group.addGroup(Metrics.OUTCOME, "refused").counter(Metrics.RULE_BOOKS);
        ruleEvaluation =
                group.histogram(Metrics.RULE_EVALUATION_TIME, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        group.gauge(Metrics.WAITING_POSTINGS, (Gauge<Integer>) order::size);
        group.gauge(Metrics.WAITING_BYTES, (Gauge<Long>) order::bytes);
        group.gauge(Metrics.WATERMARK_LAG, (Gauge<Long>)
                () -> order.watermark() == Long.MIN_VALUE || order.watermark() > latestEventTime
                        ? -1
                        : latestEventTime - order.watermark());
    }

    void seen(long eventTime) {
        latestEventTime = Math.max(latestEventTime, eventTime);
    }

    void late() {
        late.inc();
    }

    void unrated() {
        unrated.inc();
    }

    void ruleBook(boolean accepted) {
        (accepted ? acceptedBooks : refusedBooks).inc();
    }

    /** Whether the posting at hand is one to be timed. */
    boolean sample() {
        if (++sinceSample < SAMPLE) {
            return false;
        }
        sinceSample = 0;
        return true;
    }

    void ruleEvaluation(long nanoseconds) {
        ruleEvaluation.update(nanoseconds);
    }
}
