package ai.finai.training.price;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples cut in time: what trains, what says when to stop, and what is foretold and judged. Between them lie bars that none
 * has, so that the target of one is never a feature of the next.
 *
 * @param train samples from the first to this one, exclusive
 * @param validationFrom first sample that says when to stop
 * @param validationUntil exclusive
 * @param testFrom first sample that is judged
 * @param testUntil exclusive; {@code testFrom} where nothing is judged
 */
public record Fold(int train, int validationFrom, int validationUntil, int testFrom, int testUntil) {

    /**
     * Walks forward: each fold trains on all that lies before its test part.
     *
     * @param folds how many test parts there are, one after the other
     * @param testShare of the times, the last, that are judged
     * @param validationShare of the times before a test part that say when to stop
     * @param gap times left out before validation and before test; at least the horizon, 1
     * @throws IllegalArgumentException if there are too few times for it
     */
    public static List<Fold> walkForward(
            PriceSamples samples, int folds, double testShare, double validationShare, int gap) {
        if (gap < 1) {
            throw new IllegalArgumentException("gap " + gap + ": must be at least the horizon, 1");
        }
        long[] times = samples.times();
        int first = times.length - (int) Math.round(times.length * testShare);
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int from = first + (int) ((long) (times.length - first) * fold / folds);
            int until = first + (int) ((long) (times.length - first) * (fold + 1) / folds);
            all.add(of(samples, times, from, until, validationShare, gap));
        }
        return all;
    }

    /** All samples: the last say when to stop, none is judged. */
    public static Fold whole(PriceSamples samples, double validationShare, int gap) {
        long[] times = samples.times();
        return of(samples, times, times.length + gap, times.length + gap, validationShare, gap);
    }

    private static Fold of(
            PriceSamples samples, long[] times, int testFrom, int testUntil, double validationShare, int gap) {
        int past = testFrom - gap;
        int validation = past - (int) Math.round(past * validationShare);
        int train = validation - gap;
        if (train < 1 || validation >= past || testUntil > testFrom && testUntil - testFrom < 1) {
            throw new IllegalArgumentException("too few bars: of " + times.length
                    + " times with a whole window before them, " + Math.max(0, train) + " are left to train on");
        }
        return new Fold(
                first(samples, times, train),
                first(samples, times, validation),
                first(samples, times, past),
                first(samples, times, testFrom),
                first(samples, times, testUntil));
    }

    private static int first(PriceSamples samples, long[] times, int place) {
        return place >= times.length ? samples.size() : samples.firstFrom(times[place]);
    }
}
