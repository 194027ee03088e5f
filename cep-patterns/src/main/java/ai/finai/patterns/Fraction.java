package ai.finai.patterns;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A fraction with at most six decimals, compared exactly: no rounding, no allocation.
 *
 * @param millionths not negative: 800000 is 0.8
 */
public record Fraction(int millionths) implements Serializable, Comparable<Fraction> {

    private static final int DECIMALS = 6;
    private static final long ONE = 1_000_000;

    public Fraction {
        if (millionths < 0) {
            throw new IllegalArgumentException(millionths + " millionths are negative");
        }
    }

    /** @throws IllegalArgumentException if it is no decimal number, is negative or has more than six decimals */
    public static Fraction parse(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,18})?")) {
            throw new IllegalArgumentException("'" + text + "' is not a fraction: write a decimal number such as 0.8");
        }
        try {
            return new Fraction(new BigDecimal(text).movePointRight(DECIMALS).intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' has more than " + DECIMALS + " decimals", e);
        }
    }

    /** Whether {@code part >= this * whole}, exactly, for amounts that are not negative. */
    public boolean isReached(long part, long whole) {
        long partHigh = Math.multiplyHigh(part, ONE);
        long wholeHigh = Math.multiplyHigh(whole, (long) millionths);
        return partHigh == wholeHigh ? Long.compareUnsigned(part * ONE, whole * millionths) >= 0 : partHigh > wholeHigh;
    }

    /** This fraction of an amount that is not negative, rounded down: a bound, not an amount. */
    public long of(long whole) {
        return BigDecimal.valueOf(millionths, DECIMALS)
                .multiply(BigDecimal.valueOf(whole))
                .toBigInteger()
                .longValue();
    }

    @Override
    public int compareTo(Fraction other) {
        return Integer.compare(millionths, other.millionths);
    }

    /** As a decimal number without needless zeros: {@code 0.8}. */
    @Override
    public String toString() {
        BigDecimal value = BigDecimal.valueOf(millionths, DECIMALS).stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }
}
