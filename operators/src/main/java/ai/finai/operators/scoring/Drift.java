package ai.finai.operators.scoring;

import ai.finai.models.Reference.Distribution;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a model sees with what it was trained on, by the population stability index of its score and of its features:
 * {@code sum((p - r) * ln(p / r))} over the bins of the training data, where r is a bin's share then and p its share now.
 * Below 0.1 is taken for stable, above 0.25 for another population (Siddiqi, Credit Risk Scorecards, 2006).
 *
 * <p>A {@linkplain Span span} of event time is compared once the next one begins, if enough postings were seen; else another one
 * is added. One posting in {@link #SAMPLE} is looked at. Counted in memory, by subtask: after a restore the span begins anew.
 */
public final class Drift {

    /** One posting in this many is looked at: finding thirty bins costs as much as a batched step of the model. */
    static final int SAMPLE = 8;

    /** With fewer postings chance alone would look like drift: the index of an unchanged population is about bins / n. */
    static final int LEAST = 1_000;

    private static final long HOUR = 3_600_000;
    private static final double FLOOR = 1e-4;

    /** What is compared at a time. */
    public enum Span {
        /** Every feature, to be looked at: an hour has one weekday and no night, so some are never as in training. */
        HOUR(1),
        /**
         * The features that are {@linkplain Feature#watchedForDrift watched}, to be told: no shorter time could be like the
         * training data, which has nights, weekends and all.
         */
        WEEK(7 * 24);

        private final int hours;

        Span(int hours) {
            this.hours = hours;
        }

        private boolean has(Feature feature) {
            return this == HOUR || feature.watchedForDrift();
        }
    }

    private final Span span;
    private final List<Column> columns = new ArrayList<>();
    private final Comparison compared;
    private long hour = Long.MIN_VALUE;
    private long from = Long.MIN_VALUE;
    private long next = Long.MIN_VALUE;
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

    /** Hears of what was compared. */
    @FunctionalInterface
    public interface Comparison {

        /**
         * @param from begin of the first hour, milliseconds since 1970-01-01T00:00:00Z
         * @param until end of the last hour, likewise
         * @param indices of each feature that the span has, by title, and of {@code score}
         */
        void made(long from, long until, Map<String, Double> indices);
    }

    /** @param compared is told of each comparison, on the thread that sees postings */
    public Drift(StepContract model, Span span, Comparison compared) {
        this.span = span;
        this.compared = compared;
        for (Feature feature : model.features()) {
            Distribution reference = model.reference().features().get(feature.title());
            if (reference != null && span.has(feature)) {
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
            turn(itsHour);
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

    /** Another hour begins: perhaps another span. */
    private void turn(long itsHour) {
        if (itsHour >= next) {
            if (sampled >= LEAST) {
                compare();
            }
            if (sampled == 0) {
                from = itsHour;
                next = itsHour;
            }
            while (next <= itsHour) {
                next += span.hours;
            }
        }
        hour = itsHour;
    }

    private void compare() {
        Map<String, Double> indices = new LinkedHashMap<>();
        for (Column column : columns) {
            indices.put(column.title, column.index(sampled));
            Arrays.fill(column.counts, 0);
        }
        sampled = 0;
        compared.made(from * HOUR, (hour + 1) * HOUR, indices);
    }
}
