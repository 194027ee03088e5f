package ai.finai.cli.chart.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values from bottom to top of a panel.
 *
 * @param low value at the bottom, less than {@code high}
 * @param top in pixels, less than {@code bottom}
 */
record Scale(double low, double high, double top, double bottom) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** A scale for values that may be all the same. */
    static Scale of(double low, double high, double top, double bottom) {
        double room = high > low ? 0 : Math.max(Math.abs(low) * 0.01, 1e-9);
        return new Scale(low - room, high + room, top, bottom);
    }

    /** Values beyond the ends are at the ends. */
    double y(double value) {
        double share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
        return bottom - share * (bottom - top);
    }

    /** Round values, at most so many apart from one more. */
    List<Double> ticks(int most) {
        double step = step(most);
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step + 0.0); // never -0
        }
        return ticks;
    }

    private double step(int most) {
        double least = (high - low) / Math.max(1, most);
        double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : STEPS) {
            if (magnitude * factor >= least * (1 - 1e-9)) {
                return magnitude * factor;
            }
        }
        return magnitude * 10;
    }

    /** A tick's value with as many decimals as tell it from the next. */
    String label(double value, int most) {
        double step = step(most);
        int decimals = 0;
        while (decimals < 10
                && Math.abs(step * Math.pow(10, decimals) - Math.rint(step * Math.pow(10, decimals))) > 1e-6) {
            decimals++;
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0.0 : value);
    }

    /** {@code 950}, {@code 1.2K}, {@code 3M}. */
    static String compact(double value) {
        String[] units = {"", "K", "M", "B", "T"};
        int unit = 0;
        double shown = value;
        while (Math.abs(shown) >= 1000 && unit < units.length - 1) {
            shown /= 1000;
            unit++;
        }
        String digits = String.format(Locale.ROOT, shown < 10 && shown != Math.rint(shown) ? "%.1f" : "%.0f", shown);
        return digits + units[unit];
    }
}
