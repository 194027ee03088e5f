package ai.finai.generator.market;

import java.time.Duration;

/**
 * The trading hours, 14:30 to 21:00 UTC on weekdays, parted into bars, and how much of a day's variance and volume falls on
 * each: much at both ends, little at noon, as Wood, McInish and Ord found it ("An investigation of transactions data for NYSE
 * stocks", Journal of Finance 40, 1985). A bar of a day is the whole day in UTC. There are no holidays.
 */
final class Session {

    static final long DAY = Duration.ofDays(1).toMillis();
    static final long OPEN = Duration.ofMinutes(14 * 60 + 30).toMillis();
    static final long LENGTH = Duration.ofMinutes(6 * 60 + 30).toMillis();

    /** Milliseconds. */
    final long interval;
    /** In a day. */
    final int bars;

    /** Of the session's variance, by bar; they sum to 1. */
    final double[] variance;

    /** Of the day's volume, by bar; they sum to 1. */
    final double[] volume;

    Session(Duration interval) {
        this.interval = interval.toMillis();
        this.bars = isDay() ? 1 : (int) (LENGTH / this.interval);
        this.variance = new double[bars];
        this.volume = new double[bars];
        for (int bar = 0; bar < bars; bar++) {
            double fromNoon = (2 * bar + 1.0) / bars - 1;
            variance[bar] = 0.6 + 1.2 * fromNoon * fromNoon - 0.3 * fromNoon;
            volume[bar] = 0.5 + 1.5 * fromNoon * fromNoon + 0.2 * fromNoon;
        }
        normalise(variance);
        normalise(volume);
    }

    private static void normalise(double[] shares) {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
    }

    static boolean fits(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            return false;
        }
        long millis = interval.toMillis();
        return millis == DAY || interval.getNano() % 1_000_000 == 0 && millis <= LENGTH && LENGTH % millis == 0;
    }

    /** @param day in days since 1970-01-01 */
    static boolean isTradingDay(long day) {
        return Math.floorMod(day + 3, 7) < 5; // 1970-01-01 was a Thursday
    }

    boolean isDay() {
        return interval == DAY;
    }

    /** Epoch milliseconds at which a bar starts. */
    long start(long day, int bar) {
        return day * DAY + (isDay() ? 0 : OPEN + bar * interval);
    }

    /** Of trading within a bar, in milliseconds. */
    long trading() {
        return isDay() ? LENGTH : interval;
    }

    /** Epoch milliseconds from which on there is trading in a bar. */
    long opens(long day, int bar) {
        return isDay() ? day * DAY + OPEN : start(day, bar);
    }
}
