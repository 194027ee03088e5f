package ai.finai.operators;

import ai.finai.events.Unscored;
import ai.finai.models.ModelFile;
import ai.finai.operators.scoring.ScoringOutcomes;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/** What the scorer measures of itself. */
final class ScoringMetrics implements ScoringOutcomes {

    private static final int HISTOGRAM_SIZE = 1_000;

    private final Counter scored;
    private final Counter warmedUp;
    private final Map<Unscored, Counter> unscored = new EnumMap<>(Unscored.class);
    private final Histogram waveSize;

    private final DriftWatch drift;

    ScoringMetrics(MetricGroup group, DriftWatch drift) {
        this.drift = drift;
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
    public void champion(@Nullable ModelFile model) {
        drift.watch(model);
    }

    @Override
    public void scored(long eventTime, float[] features, int offset, float score) {
        scored.inc();
        drift.see(eventTime, features, offset, score);
    }

    void unscored(Unscored reason) {
        Counter counter = unscored.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }
}
