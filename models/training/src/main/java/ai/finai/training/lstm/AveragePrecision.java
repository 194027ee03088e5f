package ai.finai.training.lstm;

import java.util.Arrays;

/** The area under the curve of precision over recall. */
final class AveragePrecision {

    private AveragePrecision() {}

    /**
     * Average precision: the sum over thresholds of precision times the recall gained there. Equal scores share one
     * threshold, so the order of rows plays no part.
     *
     * @return from 0 to 1; NaN without positives
     */
    static double area(float[] scores, boolean[] positives) {
        // Descending by score: the bits of a float sort as its value once negative ones are flipped.
        long[] keys = new long[scores.length];
        long total = 0;
        for (int i = 0; i < scores.length; i++) {
            int bits = Float.floatToIntBits(scores[i] + 0f);
            int ascending = bits ^ (bits >> 31 & 0x7FFFFFFF);
            keys[i] = (long) ~ascending << 32 | i;
            total += positives[i] ? 1 : 0;
        }
        Arrays.sort(keys);
        double area = 0;
        long found = 0;
        for (int i = 0; i < keys.length; ) {
            long key = keys[i] >> 32;
            long before = found;
            for (; i < keys.length && keys[i] >> 32 == key; i++) {
                found += positives[(int) keys[i]] ? 1 : 0;
            }
            area += (double) (found - before) / total * found / i;
        }
        return total == 0 ? Double.NaN : area;
    }
}
