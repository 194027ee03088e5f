package ai.finai.operators;

import ai.finai.events.Unscored;
import ai.finai.operators.scoring.ScoringOutcomes;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the scorer measures of itself. */
final class ScoringMetrics implements ScoringOutcomes {

    private static final int HISTOGRAM_SIZE = 1_000;

    private final Counter scored;
    private final Counter warmedUp;
    private final Map<Unscored, Counter> unscored = new EnumMap<>(Unscored.class);
    private final Histogram waveSize;

    ScoringMetrics(MetricGroup group) {
        scored = group.counter(Metrics.SCORED_POSTINGS);
        warmedUp = group.counter(Metrics.WARMED_UP_ACCOUNTS);
        for (Unscored reason : Unscored.values()) {
            unscored.put(reason, group.addGroup(Metrics.REASON, reason.code()).counter(Metrics.UNSCORED_POSTINGS));
        }
        waveSize = group.histogram(Metrics.WAVE_SIZE, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
    }

    @Override
    public void wave(int postings) {
        waveSize.update(postings);
    }

    @Override
    public void warmedUp(int accounts) {
        warmedUp.inc(accounts);
    }

    @Override
    public void scored(float[] features, int offset, float score) {
        scored.inc();
    }

    void unscored(Unscored reason) {
        Counter counter = unscored.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }
}
