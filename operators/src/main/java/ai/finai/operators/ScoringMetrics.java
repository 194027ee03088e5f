package ai.finai.operators;

import ai.finai.events.Unscored;
import ai.finai.models.ModelFile;
import ai.finai.operators.scoring.ScoringOutcomes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/** What the scorer measures of itself. */
final class ScoringMetrics implements ScoringOutcomes {

    private static final int HISTOGRAM_SIZE = 1_000;
    private static final int SCORE_BINS = 10;

    private final Counter scored;
    private final Counter warmedUp;
    private final Map<Unscored, Counter> unscored = new EnumMap<>(Unscored.class);
    private final Histogram waveSize;
    private final Counter[] scores = new Counter[SCORE_BINS];
    private final DriftWatch drift;

    ScoringMetrics(MetricGroup group, DriftWatch drift) {
        this.drift = drift;
        scored = group.counter(Metrics.SCORED_POSTINGS);
        warmedUp = group.counter(Metrics.WARMED_UP_ACCOUNTS);
        for (Unscored reason : Unscored.values()) {
            unscored.put(reason, group.addGroup(Metrics.REASON, reason.code()).counter(Metrics.UNSCORED_POSTINGS));
        }
        for (int bin = 0; bin < SCORE_BINS; bin++) {
            String interval =
                    String.format(Locale.ROOT, "%.1f-%.1f", bin / (double) SCORE_BINS, (bin + 1) / (double) SCORE_BINS);
            scores[bin] = group.addGroup(Metrics.BIN, interval).counter(Metrics.SCORES);
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
        scores[bin(score)].inc();
        drift.see(eventTime, features, offset, score);
    }

    /** A model may be made so that its scores leave 0 to 1: those are counted at the ends. */
    private static int bin(float score) {
        return Math.max(0, Math.min(SCORE_BINS - 1, (int) (score * SCORE_BINS)));
    }

    void unscored(Unscored reason) {
        Counter counter = unscored.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }
}
