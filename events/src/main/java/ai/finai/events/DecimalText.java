package ai.finai.events;

import org.jspecify.annotations.Nullable;

/** A positive plain decimal, read without allocating: {@code digits [ . digits ]}, no sign, no exponent. */
public final class DecimalText {

    /** More digits than this can be no amount. */
    private static final int MAX_DIGITS = 18;

    private static final long[] POWERS_OF_TEN = new long[MAX_DIGITS + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_DIGITS; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private long unscaled;
    private int decimals;
    private int digits;
    private boolean read;

    /** @return null where it was read, else what is wrong with it, to follow the value in a sentence */
    public @Nullable String parse(char[] chars, int from, int length) {
        read = false;
        int end = from + length;
        int point = -1;
        for (int i = from; i < end; i++) {
            char c = chars[i];
            if (c == '.' && point < 0 && i > from && i + 1 < end) {
                point = i;
            } else if (c < '0' || c > '9') {
                return c == '-' && i == from ? "is not positive" : "is not a plain decimal";
            }
        }
        // Zeros at the end of the decimals say nothing.
        while (point >= 0 && (chars[end - 1] == '0' || chars[end - 1] == '.')) {
            end--;
            if (end == point) {
                point = -1;
            }
        }
        unscaled = 0;
        digits = 0;
        for (int i = from; i < end; i++) {
            if (i != point) {
                unscaled = unscaled * 10 + (chars[i] - '0');
                digits += unscaled == 0 ? 0 : 1;
                if (digits > MAX_DIGITS) {
                    return "has more than " + MAX_DIGITS + " digits";
                }
            }
        }
        decimals = point < 0 ? 0 : end - point - 1;
        read = true;
        return unscaled == 0 ? "is not positive" : null;
    }

    /** Digits that count, from the first that is not 0 on. */
    public int digits() {
        return digits;
    }

    /** Whether it is nought, though that is not positive. */
    public boolean isZero() {
        return read && unscaled == 0;
    }

    /**
     * The double that is nearest to it: exact arithmetic on the way, so a decimal of at most 15 digits comes out of it as it
     * went in.
     */
    public double value() {
        return (double) unscaled / POWERS_OF_TEN[decimals];
    }

    /** Decimals that count, after zeros at the end. */
    public int decimals() {
        return decimals;
    }

    /** The value in units of {@code 10^-ofCurrency}, or -1 where it does not fit; it has no more decimals than that. */
    public long minorUnits(int ofCurrency) {
        long factor = POWERS_OF_TEN[ofCurrency - decimals];
        return unscaled > Long.MAX_VALUE / factor ? -1 : unscaled * factor;
    }
}
