package ai.finai.events.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A price as decimal text. */
public final class PriceText {

    /**
     * Significant digits. A decimal text of so many or fewer goes into a double and comes out with the same value, which
     * holds for no higher number: {@code DBL_DIG} of ISO/IEC 9899, 5.2.4.2.2.
     */
    public static final int DIGITS = 15;

    private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    private PriceText() {}

    /**
     * Without exponent and without zeros at its end: {@code 187.4}. The same on every Java release, which
     * {@link Double#toString} is not.
     *
     * @param price finite
     */
    public static String of(double price) {
        return new BigDecimal(price, ROUNDING).stripTrailingZeros().toPlainString();
    }
}
