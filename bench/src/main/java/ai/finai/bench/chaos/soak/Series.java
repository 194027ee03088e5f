package ai.finai.bench.chaos.soak;

import java.util.ArrayList;
import java.util.List;

/** Samples of one figure over time. Its drift is that of the second half: at the start caches fill and code is compiled. */
public final class Series {

    private static final double HOUR = 3600;

    private final String name;
    private final String unit;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Series(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    void add(double at, double value) {
        seconds.add(at);
        values.add(value);
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    int size() {
        return values.size();
    }

    double second(int i) {
        return seconds.get(i);
    }

    double value(int i) {
        return values.get(i);
    }

    double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Mean of the second half. */
    double mean() {
        return values.subList(values.size() / 2, values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** Slope of the line through the second half by least squares, as growth an hour; 0 for fewer than two samples. */
    double growthAnHour() {
        return line()[0] * HOUR;
    }

    /** Standard error of {@link #growthAnHour()}: what is less than two of it may be chance. 0 for fewer than three samples. */
    double errorAnHour() {
        return line()[1] * HOUR;
    }

    /** Slope of the second half and the slope's standard error, both a second. */
    private double[] line() {
        int from = values.size() / 2;
        int n = values.size() - from;
        double meanX = seconds.subList(from, seconds.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        double meanY = mean();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = from; i < values.size(); i++) {
            double x = seconds.get(i) - meanX;
            double y = values.get(i) - meanY;
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }
        if (xx == 0) {
            return new double[2];
        }
        double unexplained = Math.max(0, yy - xy * xy / xx);
        return new double[] {xy / xx, n < 3 ? 0 : Math.sqrt(unexplained / (n - 2) / xx)};
    }
}
