package ai.finai.operators.scoring;

import ai.finai.models.Reference.Distribution;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a model sees with what it was trained on, by the population stability index of each of its features and of
 * its score: {@code sum((p - r) * ln(p / r))} over the bins of the training data, where r is a bin's share then and p its
 * share now. Below 0.1 is taken for stable, above 0.25 for another population (Siddiqi, Credit Risk Scorecards, 2006).
 *
 * <p>An hour of event time is compared once the next one begins, if enough postings were seen; else it goes on. One posting
 * in {@link #SAMPLE} is looked at. Counted in memory, by subtask: after a restore the hour begins anew.
 */
public final class Drift {

    /** One posting in this many is looked at: finding thirty bins costs as much as a batched step of the model. */
    static final int SAMPLE = 8;

    /** With fewer postings chance alone would look like drift: the index of an unchanged population is about bins / n. */
    static final int LEAST = 1_000;

    private static final long HOUR = 3_600_000;
    private static final double FLOOR = 1e-4;

    private final List<Column> columns = new ArrayList<>();
    private final BiConsumer<Long, Map<String, Double>> compared;
    private long hour = Long.MIN_VALUE;
    private int seen;
    private int sampled;

    /** A feature, or the score where {@code feature} is null. */
    private static final class Column {

        final String title;
        final @Nullable Feature feature;
        final double[] edges;
        final double[] shares;
        final int[] counts;

        Column(String title, @Nullable Feature feature, Distribution reference) {
            this.title = title;
            this.feature = feature;
            edges = reference.edges().stream().mapToDouble(Double::doubleValue).toArray();
            shares =
                    reference.shares().stream().mapToDouble(Double::doubleValue).toArray();
            counts = new int[shares.length];
        }

        void count(float value) {
            int place = Arrays.binarySearch(edges, value);
            counts[place < 0 ? -place - 1 : place + 1]++;
        }

        double index(int total) {
            double sum = 0;
            for (int i = 0; i < counts.length; i++) {
                double now = Math.max((double) counts[i] / total, FLOOR);
                double then = Math.max(shares[i], FLOOR);
                sum += (now - then) * StrictMath.log(now / then);
            }
            return sum;
        }
    }

    /**
     * @param compared is given the end of the hour, milliseconds since 1970-01-01T00:00:00Z, and the index of each feature by
     *     title, and of {@code score}
     */
    public Drift(StepContract model, BiConsumer<Long, Map<String, Double>> compared) {
        this.compared = compared;
        for (Feature feature : model.features()) {
            Distribution reference = model.reference().features().get(feature.title());
            if (reference != null) {
                columns.add(new Column(feature.title(), feature, reference));
            }
        }
        Distribution score = model.reference().score();
        if (score != null) {
            columns.add(new Column("score", null, score));
        }
    }

    /**
     * Sees a posting.
     *
     * @param eventTime not before that of the posting before it
     * @param features every feature, from {@code offset} on
     */
    public void see(long eventTime, float[] features, int offset, float score) {
        if (columns.isEmpty()) {
            return;
        }
        long itsHour = Math.floorDiv(eventTime, HOUR);
        if (itsHour > hour) {
            if (sampled >= LEAST) {
                compare();
            }
            hour = itsHour;
        }
        if (++seen < SAMPLE) {
            return;
        }
        seen = 0;
        sampled++;
        for (Column column : columns) {
            column.count(column.feature == null ? score : features[offset + column.feature.ordinal()]);
        }
    }

    private void compare() {
        Map<String, Double> indices = new LinkedHashMap<>();
        for (Column column : columns) {
            indices.put(column.title, column.index(sampled));
            Arrays.fill(column.counts, 0);
        }
        sampled = 0;
        compared.accept((hour + 1) * HOUR, indices);
    }
}
