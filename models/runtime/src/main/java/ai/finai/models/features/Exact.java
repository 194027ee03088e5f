package ai.finai.models.features;

/**
 * Logarithm and power to base 2, from additions, multiplications and divisions alone: Java fixes their every bit, so a
 * feature is the same on each machine, which {@code Math.log} does not promise. To about 1e-8, and faster than
 * {@code StrictMath}.
 */
final class Exact {

    private static final double TWO_OVER_LN_2 = 2.8853900817779268;
    private static final double LN_2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;
    private static final long MANTISSA = (1L << 52) - 1;
    private static final long ONE = 1023L << 52;

    /** One over the factorials, of the exponential series. */
    private static final double C3 = 1.0 / 6;

    private static final double C4 = C3 / 4;
    private static final double C5 = C4 / 5;
    private static final double C6 = C5 / 6;
    private static final double C7 = C6 / 7;
    private static final double C8 = C7 / 8;
    private static final double C9 = C8 / 9;

    private Exact() {}

    /** Logarithm to base 2 of {@code 1 + value}. */
    static double log2Plus1(double value) {
        return log2(1 + value);
    }

    /** @param value finite, positive and not subnormal */
    static double log2(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long exponent = (bits >>> 52) - 1023;
        double mantissa = Double.longBitsToDouble(bits & MANTISSA | ONE);
        if (mantissa > SQRT_2) {
            mantissa *= 0.5;
            exponent++;
        }
        // The series of the area hyperbolic tangent: quick, as |t| < 0.172.
        double t = (mantissa - 1) / (mantissa + 1);
        double s = t * t;
        double series = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9))));
        return exponent + TWO_OVER_LN_2 * t * series;
    }

    /** 2 to the power of {@code -halvings}: what is left of one after so many half-lives. */
    static double halved(double halvings) {
        if (halvings >= 1_000) {
            return 0;
        }
        int whole = (int) halvings;
        double x = -(halvings - whole) * LN_2;
        double series = C9;
        series = C8 + x * series;
        series = C7 + x * series;
        series = C6 + x * series;
        series = C5 + x * series;
        series = C4 + x * series;
        series = C3 + x * series;
        series = 0.5 + x * series;
        series = 1 + x * series;
        series = 1 + x * series;
        return series * Double.longBitsToDouble((1023L - whole) << 52);
    }
}
