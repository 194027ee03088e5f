package ai.finai.operators.market.statistics;

import ai.finai.state.market.SortedWindow;

/**
 * Median and spread of a window of values, and how far another value is from them. Up to half of the window may be wild
 * without moving them far.
 *
 * <p>The spread is the median absolute deviation from the median, scaled to the standard deviation of a normal distribution
 * (P. J. Rousseeuw and C. Croux, "Alternatives to the median absolute deviation", JASA 88, 1993); a value's distance in it
 * is the modified z-score of B. Iglewicz and D. C. Hoaglin, "How to Detect and Handle Outliers" (ASQC, 1993). Where
 * most values are the same it says nothing: below the floor the mean absolute deviation from the median takes its place,
 * scaled likewise (R. C. Geary, Biometrika 27, 1935), and the floor where that is smaller still.
 */
final class RobustSpread {

    /** One over the upper quartile of the normal distribution. */
    static final double MEDIAN_SCALE = 1.482602218505602;

    /** The root of half of pi. */
    static final double MEAN_SCALE = 1.2533141373155003;

    private RobustSpread() {}

    /** @param window not empty */
    static double median(SortedWindow window) {
        int size = window.size();
        double upper = window.ranked(size / 2);
        return size % 2 == 1 ? upper : middle(window.ranked(size / 2 - 1), upper);
    }

    /**
     * How many robust standard deviations a value is above the median.
     *
     * @param window not empty
     * @param floor the least standard deviation, above 0
     */
    static double z(SortedWindow window, double value, double floor) {
        double median = median(window);
        return (value - median) / deviation(window, median, floor);
    }

    /** The robust standard deviation, at least the floor. */
    static double deviation(SortedWindow window, double median, double floor) {
        double byMedian = MEDIAN_SCALE * medianDeviation(window, median);
        return byMedian >= floor ? byMedian : Math.max(floor, MEAN_SCALE * meanDeviation(window, median));
    }

    /** Goes outwards from the median, each time to the nearer neighbour, until half of the window is inside. */
    private static double medianDeviation(SortedWindow window, double median) {
        int size = window.size();
        int below = (size - 1) / 2;
        int above = below + 1;
        double before = 0;
        double deviation = 0;
        for (int taken = 0; taken <= size / 2; taken++) {
            double down = below < 0 ? Double.POSITIVE_INFINITY : median - window.ranked(below);
            double up = above == size ? Double.POSITIVE_INFINITY : window.ranked(above) - median;
            before = deviation;
            if (down <= up) {
                deviation = down;
                below--;
            } else {
                deviation = up;
                above++;
            }
        }
        return size % 2 == 1 ? deviation : middle(before, deviation);
    }

    private static double meanDeviation(SortedWindow window, double median) {
        double sum = 0;
        for (int rank = 0; rank < window.size(); rank++) {
            sum += Math.abs(window.ranked(rank) - median);
        }
        return sum / window.size();
    }

    private static double middle(double lower, double upper) {
        return lower + (upper - lower) / 2;
    }
}
