package ai.finai.events;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of a currency, exact: minor units and an ISO 4217 code.
 *
 * @param minorUnits cents for USD, yen for JPY, thousandths for KWD
 */
public record Money(long minorUnits, String currency) implements Serializable {

    /** @throws IllegalArgumentException if ISO 4217 does not know the currency or it has fewer decimals than {@code amount} */
    public static Money of(String amount, String currency) {
        int decimals = decimals(currency);
        try {
            return new Money(new BigDecimal(amount).movePointRight(decimals).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + amount + "' is not an amount of " + currency + ", which has " + decimals + " decimals", e);
        }
    }

    /** Decimals of a currency; 0 for those that have none in ISO 4217 (XAU and the like). */
    public static int decimals(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** The decimal string of the wire: {@code 9500.00}. */
    public String toDecimal() {
        return BigDecimal.valueOf(minorUnits, decimals(currency)).toPlainString();
    }
}
