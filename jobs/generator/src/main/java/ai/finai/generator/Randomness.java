package ai.finai.generator;

/**
 * Pseudo-random numbers that are the same on every machine and Java version: SplitMix64 (Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014; the finalizer is Stafford's variant 13). Reseeded for every
 * account and day, so that what one account does never depends on how many numbers another one drew.
 */
public final class Randomness {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the sequence that belongs to these three numbers. */
    public Randomness reseed(long seed, long a, long b) {
        state = hash(seed, a, b);
        return this;
    }

    /** A number that belongs to these three, as good as random. */
    public static long hash(long seed, long a, long b) {
        return mix(mix(mix(seed + GAMMA) + a * GAMMA) + b * 0xD1B54A32D192ED03L);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 to {@code bound - 1}; a bias of 2^-32 at most. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** From {@code from} to {@code to}, both possible. */
    public long between(long from, long to) {
        long width = to - from + 1;
        return from + (long) (unit() * width);
    }

    /** From 0 to just below 1, in steps of 2^-53. */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public double between(double from, double to) {
        return from + unit() * (to - from);
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }
}
