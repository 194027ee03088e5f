package ai.finai.events;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

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
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + amount + "' is not an amount of " + currency + ", which has " + decimals + " decimals", e);
        }
    }

    /** Codes of ISO 4217 that no payment is made in: no currency, and for testing. */
    private static final Set<String> NOT_MONEY = Set.of("XXX", "XTS");

    /** Every currency that a payment can be in. */
    static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .filter(code -> !NOT_MONEY.contains(code))
            .collect(Collectors.toUnmodifiableSet());

    /** Whether a payment can be in it: a code of ISO 4217 in capital letters, current or past. */
    public static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    /** Decimals of a currency; 0 for those that have none in ISO 4217 (XAU and the like). */
    public static int decimals(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** The decimal string of the wire: {@code 9500.00}. */
    public String toDecimal() {
        return toDecimal(minorUnits, decimals(currency));
    }

    /** For a person: {@code 28,400.00 USD}, the same in every locale. */
    public String toText() {
        return grouped(new BigDecimal(toDecimal())) + ' ' + currency;
    }

    /** With separators of thousands: {@code 28,400.00}. */
    public static String grouped(BigDecimal value) {
        String plain = value.toPlainString();
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        StringBuilder grouped = new StringBuilder(plain);
        for (int place = end - 3; place > (plain.charAt(0) == '-' ? 1 : 0); place -= 3) {
            grouped.insert(place, ',');
        }
        return grouped.toString();
    }

    /** {@code minorUnits / 10^decimals} with all its decimals: {@code 9500.00}. */
    public static String toDecimal(long minorUnits, int decimals) {
        byte[] text = new byte[40];
        return new String(text, 0, writeDecimal(minorUnits, decimals, text, 0), StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes at most 24 bytes of ASCII.
     *
     * @param decimals 0 to 4
     * @return how many
     */
    static int writeDecimal(long minorUnits, int decimals, byte[] out, int from) {
        int at = from;
        if (minorUnits < 0) {
            out[at++] = '-';
        }
        int digits = 1;
        for (long rest = minorUnits / 10; rest != 0; rest /= 10) {
            digits++;
        }
        digits = Math.max(digits, decimals + 1);
        int end = at + digits + (decimals > 0 ? 1 : 0);
        long rest = minorUnits;
        for (int i = end - 1, written = 0; i >= at; i--) {
            if (written == decimals && decimals > 0) {
                out[i] = '.';
                written++;
                continue;
            }
            out[i] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
            written++;
        }
        return end - from;
    }
}
