package ai.finai.models;

/** Tells numbers from what is none. */
final class Finite {

    private Finite() {}

    /** Whether none is NaN or infinite. */
    static boolean all(float[] values) {
        int largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & 0x7FFFFFFF);
        }
        return largest < 0x7F800000;
    }
}
