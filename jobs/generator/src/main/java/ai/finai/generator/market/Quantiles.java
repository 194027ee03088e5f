package ai.finai.generator.market;

import ai.finai.generator.Randomness;
import java.util.function.DoubleUnaryOperator;

/**
 * A distribution to draw from: its quantiles in a table, made with StrictMath, so that a draw is a look-up and the same on
 * every machine. Between two entries it is a line; beyond the first and the last the quantile itself is computed.
 */
final class Quantiles {

    /** No draw of {@link #FAT_TAILED} is larger, so that what is not labelled as a jump is not as large as one. */
    static final double WIDEST = 10;

    /**
     * Student's t with four degrees of freedom, scaled to variance 1 (before it is cut at {@link #WIDEST}): the fat tails of
     * returns. Its quantile is known in closed form: W. T. Shaw, "Sampling Student's T distribution: use of the inverse
     * cumulative distribution function", Journal of Computational Finance 9(4), 2006.
     */
    static final Quantiles FAT_TAILED = new Quantiles(Quantiles::studentT);

    /** Exponential with mean 1. */
    static final Quantiles EXPONENTIAL = new Quantiles(p -> -StrictMath.log(1 - p));

    private static final int BITS = 12;
    private static final int CELLS = 1 << BITS;

    private final DoubleUnaryOperator quantile;
    private final double[] table = new double[CELLS + 1];

    private Quantiles(DoubleUnaryOperator quantile) {
        this.quantile = quantile;
        for (int i = 1; i < CELLS; i++) {
            table[i] = quantile.applyAsDouble((double) i / CELLS);
        }
    }

    double draw(Randomness random) {
        long bits = random.next();
        int cell = (int) (bits >>> 64 - BITS);
        double within = (bits << BITS >>> 11) * 0x1.0p-53;
        if (cell == 0 || cell == CELLS - 1) {
            return quantile.applyAsDouble((cell + within) / CELLS);
        }
        return table[cell] + within * (table[cell + 1] - table[cell]);
    }

    private static double studentT(double p) {
        double a = 4 * p * (1 - p);
        if (a <= 0) {
            return p < 0.5 ? -WIDEST : WIDEST;
        }
        double root = Math.sqrt(a);
        double q = StrictMath.cos(StrictMath.acos(Math.min(1, root)) / 3) / root;
        // The variance of t with four degrees of freedom is 2.
        double size = Math.min(WIDEST, Math.sqrt(2 * Math.max(0, q - 1)));
        return p < 0.5 ? -size : size;
    }
}
