package ai.finai.cli.chart.panel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values from bottom to top of a panel.
 *
 * @param low value at the bottom, less than {@code high}
 * @param top in pixels, less than {@code bottom}
 * @param logarithmic equal distances are equal ratios; {@code low} is positive then
 */
record Scale(double low, double high, double top, double bottom, boolean logarithmic) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Digits at which a logarithmic scale has ticks, from many to few. */
    private static final double[][] DIGITS = {{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 3, 5}, {1, 2, 5}, {1, 3}, {1}};

    /** A labelled value. */
    record Tick(double value, String label) {}

    /** A scale for values that may be all the same. */
    static Scale of(double low, double high, double top, double bottom) {
        double room = high > low ? 0 : Math.max(Math.abs(low) * 0.01, 1e-9);
        return new Scale(low - room, high + room, top, bottom, false);
    }

    Scale inRatios() {
        return new Scale(low, high, top, bottom, true);
    }

    /** Values beyond the ends are at the ends. */
    double y(double value) {
        double within = Math.max(low, Math.min(high, value));
        double share = logarithmic ? Math.log(within / low) / Math.log(high / low) : (within - low) / (high - low);
        return bottom - share * (bottom - top);
    }

    /** Round values, not nearer to each other than so many pixels, with as many decimals as tell them apart. */
    List<Tick> ticks(double gap) {
        return logarithmic ? ratioTicks(gap) : equalTicks(gap);
    }

    private List<Tick> equalTicks(double gap) {
        double step = step(Math.max(1, Math.floor((bottom - top) / gap)));
        int decimals = 0;
        while (decimals < 12 && !isWhole(step * Math.pow(10, decimals))) {
            decimals++;
        }
        List<Tick> ticks = new ArrayList<>();
        for (double i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            double value = i * step + 0.0; // never -0
            ticks.add(new Tick(value, String.format(Locale.ROOT, "%,." + decimals + "f", value)));
        }
        return ticks;
    }

    private double step(double most) {
        double least = (high - low) / most;
        double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : STEPS) {
            if (magnitude * factor >= least * (1 - 1e-9)) {
                return magnitude * factor;
            }
        }
        return magnitude * 10;
    }

    private static boolean isWhole(double value) {
        return value > 0.5 && Math.abs(value - Math.rint(value)) < 1e-6 * value;
    }

    private List<Tick> ratioTicks(double gap) {
        List<Tick> ticks = new ArrayList<>();
        for (double[] digits : DIGITS) {
            ticks.clear();
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
                for (double digit : digits) {
                    BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
                    if (value.doubleValue() >= low && value.doubleValue() <= high) {
                        int decimals = Math.max(0, value.stripTrailingZeros().scale());
                        ticks.add(new Tick(
                                value.doubleValue(), String.format(Locale.ROOT, "%,." + decimals + "f", value)));
                    }
                }
            }
            if (areApart(ticks, gap)) {
                break;
            }
        }
        return ticks;
    }

    private boolean areApart(List<Tick> ticks, double gap) {
        for (int i = 1; i < ticks.size(); i++) {
            if (y(ticks.get(i - 1).value) - y(ticks.get(i).value) < gap) {
                return false;
            }
        }
        return true;
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
