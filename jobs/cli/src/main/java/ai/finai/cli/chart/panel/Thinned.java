package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Points;
import java.util.function.IntToDoubleFunction;

/**
 * Lines through more bars than there are pixels: of those that share a pixel only the first, lowest, highest and last are
 * kept, which draws the same picture (U. Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", 2014).
 */
final class Thinned {

    private Thinned() {}

    /** @param y of a bar, in pixels */
    static Points path(int bars, Places places, IntToDoubleFunction y) {
        Points points = new Points();
        for (int from = 0; from < bars; from = next(from, bars, places)) {
            int to = next(from, bars, places);
            int lowest = from;
            int highest = from;
            for (int i = from; i < to; i++) {
                lowest = y.applyAsDouble(i) < y.applyAsDouble(lowest) ? i : lowest;
                highest = y.applyAsDouble(i) > y.applyAsDouble(highest) ? i : highest;
            }
            int last = -1;
            for (int i : new int[] {from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1}) {
                if (i > last) {
                    points.add(places.x(i), y.applyAsDouble(i));
                    last = i;
                }
            }
        }
        return points;
    }

    /** The outline of what lies between two lines, over the bars from one to before another. */
    static Points band(
            int from, int to, Places places, IntToDoubleFunction low, IntToDoubleFunction high, Scale scale) {
        Points upper = new Points();
        Points lower = new Points();
        upper.add(places.x(from) - places.step() / 2, scale.y(high.applyAsDouble(from)));
        lower.add(places.x(from) - places.step() / 2, scale.y(low.applyAsDouble(from)));
        for (int start = from; start < to; start = next(start, to, places)) {
            int end = next(start, to, places);
            double least = low.applyAsDouble(start);
            double most = high.applyAsDouble(start);
            for (int i = start; i < end; i++) {
                least = Math.min(least, low.applyAsDouble(i));
                most = Math.max(most, high.applyAsDouble(i));
            }
            double middle = (places.x(start) + places.x(end - 1)) / 2;
            upper.add(middle, scale.y(most));
            lower.add(middle, scale.y(least));
        }
        upper.add(places.x(to - 1) + places.step() / 2, scale.y(high.applyAsDouble(to - 1)));
        lower.add(places.x(to - 1) + places.step() / 2, scale.y(low.applyAsDouble(to - 1)));
        for (int i = lower.size() - 1; i >= 0; i--) {
            upper.add(lower.x(i), lower.y(i));
        }
        return upper;
    }

    /** The first bar after one that is not at the same pixel. */
    static int next(int bar, int bars, Places places) {
        double pixel = Math.floor(places.x(bar));
        int next = bar + 1;
        while (next < bars && Math.floor(places.x(next)) == pixel) {
            next++;
        }
        return next;
    }
}
