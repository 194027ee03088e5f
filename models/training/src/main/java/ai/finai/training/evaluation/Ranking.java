package ai.finai.training.evaluation;

import java.util.Arrays;

/**
 * Rows by descending score. Rows of one score stand together, as a group: no order among them is claimed. Rows without a
 * score (NaN) are the last group.
 */
final class Ranking {

    /** Rows; those of a group ascend. */
    private final int[] order;

    /** For each group, the place after its last row. */
    private final int[] ends;

    private Ranking(int[] order, int[] ends) {
        this.order = order;
        this.ends = ends;
    }

    static Ranking of(float[] scores) {
        long[] keys = new long[scores.length];
        for (int row = 0; row < scores.length; row++) {
            keys[row] = (long) descending(scores[row]) << 32 | row;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        int[] ends = new int[keys.length];
        int groups = 0;
        for (int place = 0; place < keys.length; place++) {
            order[place] = (int) keys[place];
            if (place + 1 == keys.length || keys[place] >> 32 != keys[place + 1] >> 32) {
                ends[groups++] = place + 1;
            }
        }
        return new Ranking(order, Arrays.copyOf(ends, groups));
    }

    /** The larger the score the smaller; NaN gives the largest. */
    private static int descending(float score) {
        if (Float.isNaN(score)) {
            return Integer.MAX_VALUE;
        }
        int bits = Float.floatToIntBits(score + 0f); // -0 becomes 0
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }

    int size() {
        return order.length;
    }

    /** The row at a place, from 0, the highest score first. */
    int row(int place) {
        return order[place];
    }

    int groups() {
        return ends.length;
    }

    /** The place after the last row of a group. */
    int end(int group) {
        return ends[group];
    }

    /** The place of a group's first row. */
    int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }
}
