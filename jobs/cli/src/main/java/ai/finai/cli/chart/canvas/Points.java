package ai.finai.cli.chart.canvas;

import java.util.Arrays;

/** Places one after another, in pixels. */
public final class Points {

    private double[] places = new double[64];
    private int size;

    public static Points of(double... places) {
        Points points = new Points();
        for (int i = 0; i + 1 < places.length; i += 2) {
            points.add(places[i], places[i + 1]);
        }
        return points;
    }

    public Points add(double x, double y) {
        if (2 * size == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[2 * size] = x;
        places[2 * size + 1] = y;
        size++;
        return this;
    }

    public int size() {
        return size;
    }

    public double x(int i) {
        return places[2 * i];
    }

    public double y(int i) {
        return places[2 * i + 1];
    }
}
