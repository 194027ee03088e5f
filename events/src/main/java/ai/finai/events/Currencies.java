package ai.finai.events;

import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every currency of ISO 4217, found by its letters without making a string. */
final class Currencies {

    /** Codes of ISO 4217 that no payment is made in: no currency, and for testing. */
    private static final Set<String> NOT_MONEY = Set.of("XXX", "XTS");

    /**
     * @param decimals as {@link Money#decimals}
     * @param largestAmount in minor units
     */
    record Entry(String code, int decimals, long largestAmount) {}

    private final @Nullable Entry[] byLetters = new @Nullable Entry[26 * 26 * 26];

    Currencies(RateTable rates) {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String code = currency.getCurrencyCode();
            if (!NOT_MONEY.contains(code)) {
                byLetters[index(code.charAt(0), code.charAt(1), code.charAt(2))] =
                        new Entry(code, Money.decimals(code), rates.largestAmount(code));
            }
        }
    }

    @Nullable
    Entry find(char[] chars, int from, int length) {
        if (length != 3) {
            return null;
        }
        int index = index(chars[from], chars[from + 1], chars[from + 2]);
        return index < 0 ? null : byLetters[index];
    }

    private static int index(char a, char b, char c) {
        boolean letters = a >= 'A' && a <= 'Z' && b >= 'A' && b <= 'Z' && c >= 'A' && c <= 'Z';
        return letters ? ((a - 'A') * 26 + (b - 'A')) * 26 + (c - 'A') : -1;
    }
}
