package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.history.History.Bar;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where bars are from left to right: one beside the other, whatever time lies between them, so that nights, weekends and
 * halts take no room.
 */
final class Places {

    private final List<Bar> bars;
    private final double left;
    private final double right;
    private final double step;

    /** @param bars in order of time, at least one */
    Places(List<Bar> bars, double left, double right) {
        this.bars = bars;
        this.left = left;
        this.right = right;
        step = (right - left) / bars.size();
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    /** Pixels from one bar to the next. */
    double step() {
        return step;
    }

    /** The middle of a bar. */
    double x(int bar) {
        return left + (bar + 0.5) * step;
    }

    /** The bar that something became known with: the first that ends at or after a time; the last one for what is later. */
    int known(long time) {
        return first(bar -> bar.end() >= time);
    }

    /** The bar in which something happened, or the next one; the last one for what came after it. */
    int during(long time) {
        return first(bar -> bar.end() > time);
    }

    /** The first bar that starts at or after a time. */
    int startingAt(long time) {
        return first(bar -> bar.start() >= time);
    }

    private int first(Predicate<Bar> reached) {
        int low = 0;
        int high = bars.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reached.test(bars.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
