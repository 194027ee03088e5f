package ai.finai.training.lstm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Finds where laundering becomes more or less frequent along one feature: the cuts of a decision tree on it alone, each the
 * one that tells most, until none tells enough. They follow training rows only.
 */
final class Cuts {

    private static final int MOST = 7;
    private static final int LEAST_ROWS = 30;

    /** Gain in log-likelihood that chance hardly ever gives, though the best of many places is taken. */
    private static final double LEAST_GAIN = 12;

    /** Distinct values, ascending, and how many rows and positives have values below each; one more at the end. */
    private final float[] values;

    private final int[] rows;
    private final int[] positives;

    private record Range(int from, int until, int cut, double gain) {}

    private Cuts(float[] column, boolean[] laundering) {
        long[] sorted = new long[column.length];
        for (int i = 0; i < column.length; i++) {
            int bits = Float.floatToIntBits(column[i] + 0f);
            sorted[i] = (long) (bits ^ (bits >> 31 & 0x7FFFFFFF)) << 1 | (laundering[i] ? 1 : 0);
        }
        Arrays.sort(sorted);
        float[] distinct = new float[sorted.length];
        int[] below = new int[sorted.length + 1];
        int[] positiveBelow = new int[sorted.length + 1];
        int size = 0;
        int found = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] >> 1 != sorted[i - 1] >> 1) {
                int bits = (int) (sorted[i] >> 1);
                distinct[size] = Float.intBitsToFloat(bits ^ (bits >> 31 & 0x7FFFFFFF));
                below[size] = i;
                positiveBelow[size] = found;
                size++;
            }
            found += (int) (sorted[i] & 1);
        }
        below[size] = sorted.length;
        positiveBelow[size] = found;
        values = Arrays.copyOf(distinct, size);
        rows = Arrays.copyOf(below, size + 1);
        positives = Arrays.copyOf(positiveBelow, size + 1);
    }

    /**
     * @param column a row's value each, finite
     * @return lowest value, cuts, highest value, ascending; only the lowest and highest where there is no cut
     */
    static float[] of(float[] column, boolean[] laundering) {
        return new Cuts(column, laundering).find();
    }

    private float[] find() {
        PriorityQueue<Range> open = new PriorityQueue<>(
                Comparator.comparingDouble(Range::gain).reversed().thenComparingInt(Range::from));
        open.add(best(0, values.length));
        float[] cuts = new float[MOST + 2];
        cuts[0] = values[0];
        cuts[1] = values[values.length - 1];
        int size = 2;
        while (size < cuts.length && !open.isEmpty()) {
            Range range = open.remove();
            if (range.gain < LEAST_GAIN) {
                break;
            }
            cuts[size++] = values[range.cut];
            open.add(best(range.from, range.cut));
            open.add(best(range.cut, range.until));
        }
        Arrays.sort(cuts, 0, size);
        // The highest value can be a cut too, if enough rows have it.
        boolean twice = cuts[size - 1] == cuts[size - 2];
        return Arrays.copyOf(cuts, twice ? size - 1 : size);
    }

    /** The cut of a range of distinct values that gains most: values below it from those at or above it. */
    private Range best(int from, int until) {
        double whole = likelihood(from, until);
        int cut = -1;
        double gain = 0;
        for (int i = from + 1; i < until; i++) {
            if (rows[i] - rows[from] >= LEAST_ROWS && rows[until] - rows[i] >= LEAST_ROWS) {
                double gained = likelihood(from, i) + likelihood(i, until) - whole;
                if (gained > gain) {
                    gain = gained;
                    cut = i;
                }
            }
        }
        return new Range(from, until, cut, gain);
    }

    /** Logarithm of how likely the labels are, given how frequent laundering is in the range. */
    private double likelihood(int from, int until) {
        double count = rows[until] - rows[from];
        double found = positives[until] - positives[from];
        double others = count - found;
        return (found > 0 ? found * Math.log(found / count) : 0) + (others > 0 ? others * Math.log(others / count) : 0);
    }
}
