package ai.finai.events;

import org.jspecify.annotations.Nullable;

/** Every currency of ISO 4217, found by its letters without making a string. */
final class Currencies {

    /**
     * @param decimals as {@link Money#decimals}
     * @param largestAmount in minor units
     */
    record Entry(String code, int decimals, long largestAmount) {}

    private final @Nullable Entry[] byLetters = new @Nullable Entry[26 * 26 * 26];

    Currencies(RateTable rates) {
        for (String code : Money.CURRENCIES) {
            byLetters[index(code.charAt(0), code.charAt(1), code.charAt(2))] =
                    new Entry(code, Money.decimals(code), rates.largestAmount(code));
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
