package ai.finai.bench.market;

import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import java.util.Arrays;

/** When each minute's watermark came, and when its last bar left the stage. For one run at a time, at parallelism 1. */
final class BarLatency {

    /** By minute since the first bar: nanoseconds of {@link System#nanoTime}; 0 before it came. */
    private static volatile long[] came = {};

    private static volatile long[] left = {};
    private static volatile long first;
    private static volatile boolean on;

    private BarLatency() {}

    static void begin(PriceBar[] bars) {
        first = bars[0].start();
        int minutes = (int) ((bars[bars.length - 1].start() - first) / 60_000) + 1;
        came = new long[minutes];
        left = new long[minutes];
        on = true;
    }

    /** The first bar of a minute brings the watermark of the one before it. */
    static void in(PriceBar bar) {
        if (on) {
            int minute = minute(bar);
            if (came[minute] == 0) {
                came[minute] = System.nanoTime();
            }
        }
    }

    static WatchedBar out(WatchedBar bar) {
        if (on) {
            left[minute(bar.bar())] = System.nanoTime();
        }
        return bar;
    }

    private static int minute(PriceBar bar) {
        return (int) ((bar.start() - first) / 60_000);
    }

    /** Of each minute but the last, which the end of the stream releases: milliseconds, rising. */
    static double[] end() {
        on = false;
        double[] millis = new double[came.length];
        int count = 0;
        int before = -1;
        for (int minute = 0; minute < came.length; minute++) {
            if (came[minute] == 0) {
                continue; // the market is closed
            }
            if (before >= 0 && left[before] != 0) {
                millis[count++] = Math.max(0, left[before] - came[minute]) / 1e6;
            }
            before = minute;
        }
        double[] rising = Arrays.copyOf(millis, count);
        Arrays.sort(rising);
        return rising;
    }
}
