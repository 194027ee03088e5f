package ai.finai.operators.market.statistics;

/** The natural logarithm of one price over another, the same bits on every machine. */
public final class LogReturn {

    private static final double NEAR = 2;

    private LogReturn() {}

    /**
     * @param from finite and above 0
     * @param to finite and above 0
     * @return finite; 0 where they are equal
     */
    public static double of(double from, double to) {
        double quotient = to / from;
        if (quotient > 1 / NEAR && quotient < NEAR) {
            // Their difference is exact there, their quotient is not: of a small return it would lose most digits.
            return StrictMath.log1p((to - from) / from);
        }
        if (quotient >= Double.MIN_NORMAL && quotient <= Double.MAX_VALUE) {
            return StrictMath.log(quotient);
        }
        return StrictMath.log(to) - StrictMath.log(from);
    }
}
