package ai.finai.generator;

/**
 * Amounts as people pay them: lognormal, and from its 99.5 % quantile on a Pareto tail. Read from a table of quantiles, made
 * with StrictMath, so that a draw is a look-up and the same on every machine.
 */
public final class HeavyTail {

    private static final int CELLS = 4096;
    private static final int TAIL = CELLS - CELLS / 200;

    private final double[] quantiles = new double[CELLS + 1];
    private final double tailExponent;
    private final double largest;

    /**
     * @param sigma of the logarithm
     * @param tailIndex Pareto's alpha: the smaller, the heavier; at most 2 has no variance
     * @param largest nothing is larger
     */
    public HeavyTail(double median, double sigma, double tailIndex, double largest) {
        for (int i = 0; i <= CELLS; i++) {
            double p = Math.min(Math.max(i, 0.5), CELLS - 0.5) / CELLS;
            quantiles[i] = median * StrictMath.exp(sigma * normalQuantile(p));
        }
        this.tailExponent = -1 / tailIndex;
        this.largest = largest;
    }

    /** About the least that is drawn. */
    double least() {
        return quantiles[0];
    }

    public double draw(Randomness random) {
        long bits = random.next();
        int cell = (int) (bits >>> 52);
        double within = (bits << 12 >>> 11) * 0x1.0p-53;
        if (cell < TAIL) {
            return quantiles[cell] + within * (quantiles[cell + 1] - quantiles[cell]);
        }
        double share = (CELLS - cell - within) / (CELLS - TAIL);
        return Math.min(largest, quantiles[TAIL] * StrictMath.pow(share, tailExponent));
    }

    /** The standard normal quantile, error below 4.5e-4: Abramowitz and Stegun, 26.2.23. */
    private static double normalQuantile(double p) {
        double tail = p < 0.5 ? p : 1 - p;
        double t = Math.sqrt(-2 * StrictMath.log(tail));
        double z =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return p < 0.5 ? -z : z;
    }
}
