package ai.finai.events;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of each currency is worth in the base currency, from which day on. Immutable.
 *
 * <p>The rate of a payment is the latest one whose date is on or before the UTC date of its event time. Where there is
 * none the amount is {@link Posting#UNRATED}, never guessed. The base currency itself is worth 1 on every day.
 */
public final class RateTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * No amount is above this many minor units, neither in its own currency nor in the base currency: the reader refuses
     * what would be. So a conversion cannot overflow, and neither can the sum of 92 amounts.
     */
    public static final long MAX_AMOUNT = 100_000_000_000_000_000L;

    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final String baseCurrency;
    private final String sha256;
    private final HashMap<String, Rates> byCurrency;

    private RateTable(String baseCurrency, String sha256, HashMap<String, Rates> byCurrency) {
        this.baseCurrency = baseCurrency;
        this.sha256 = sha256;
        this.byCurrency = byCurrency;
    }

    /** A table without rates: everything but the base currency is unrated. */
    public static RateTable none(String baseCurrency) {
        return of(baseCurrency, "", Map.of());
    }

    /**
     * Reads a file: UTF-8, a header {@code date,currency,rate}, then a line a rate, in any order. One unit of the currency
     * is worth {@code rate} units of the base currency from that day (UTC) until the day of its next rate. Empty lines and
     * lines that begin with {@code #} are skipped.
     *
     * @param baseCurrency ISO 4217
     * @throws InvalidRatesException with every error of the file
     * @throws IOException if it cannot be read
     */
    public static RateTable read(Path file, String baseCurrency) throws IOException {
        return parse(file.getFileName().toString(), Files.readAllBytes(file), baseCurrency);
    }

    /**
     * Like {@link #read}, of a file's bytes.
     *
     * @param name of the file, for messages
     * @throws InvalidRatesException with every error of the file
     */
    public static RateTable parse(String name, byte[] bytes, String baseCurrency) {
        return RateFile.parse(name, bytes, baseCurrency);
    }

    /** @return why a rate cannot be held, or null */
    static @Nullable String problem(String currency, BigDecimal rate, String baseCurrency) {
        try {
            Factor.of(rate.scaleByPowerOfTen(Money.decimals(baseCurrency) - Money.decimals(currency)));
            return null;
        } catch (IllegalArgumentException e) {
            return rate.toPlainString() + " is " + e.getMessage() + " in minor units; round it";
        }
    }

    /**
     * @param rates by currency, then by the day from which they hold (days since 1970-01-01)
     * @throws IllegalArgumentException if a rate is not positive, or needs more digits than {@link Factor} holds
     */
    static RateTable of(String baseCurrency, String sha256, Map<String, NavigableMap<Long, BigDecimal>> rates) {
        int baseDecimals = Money.decimals(baseCurrency);
        HashMap<String, Rates> byCurrency = new HashMap<>();
        rates.forEach((currency, byDay) -> byCurrency.put(currency, Rates.of(currency, byDay, baseDecimals)));
        byCurrency.put(baseCurrency, new Rates(new long[] {Long.MIN_VALUE}, new Factor[] {Factor.ONE}));
        return new RateTable(baseCurrency, sha256, byCurrency);
    }

    /** ISO 4217. */
    public String baseCurrency() {
        return baseCurrency;
    }

    /** Hash of the file's bytes, lower-case hex; empty for a table without rates. */
    public String sha256() {
        return sha256;
    }

    /**
     * An amount in the base currency, rounded half to even to its minor unit. Exact for every amount up to
     * {@link #largestAmount}.
     *
     * @param amount in minor units of {@code currency}
     * @param eventTime milliseconds since 1970-01-01T00:00:00Z
     * @return minor units of the base currency (0 for less than half of one), or {@link Posting#UNRATED}
     */
    public long toBase(long amount, String currency, long eventTime) {
        Rates rates = byCurrency.get(currency);
        Factor factor = rates == null ? null : rates.on(Math.floorDiv(eventTime, MILLIS_PER_DAY));
        return factor == null ? Posting.UNRATED : factor.times(amount);
    }

    /** The largest amount of a currency, in its minor units, that is at most {@link #MAX_AMOUNT} on any day. */
    public long largestAmount(String currency) {
        Rates rates = byCurrency.get(currency);
        return rates == null ? MAX_AMOUNT : rates.largestAmount();
    }

    /** The rates of one currency: {@code factors[i]} holds from {@code days[i]}, ascending. */
    private record Rates(long[] days, Factor[] factors) implements Serializable {

        static Rates of(String currency, NavigableMap<Long, BigDecimal> byDay, int baseDecimals) {
            long[] days = byDay.keySet().stream().mapToLong(day -> day).toArray();
            Factor[] factors = byDay.values().stream()
                    .map(rate -> Factor.of(rate.scaleByPowerOfTen(baseDecimals - Money.decimals(currency))))
                    .toArray(Factor[]::new);
            return new Rates(days, factors);
        }

        @Nullable
        Factor on(long day) {
            int at = Arrays.binarySearch(days, day);
            int index = at >= 0 ? at : -at - 2;
            return index < 0 ? null : factors[index];
        }

        long largestAmount() {
            long largest = MAX_AMOUNT;
            for (Factor factor : factors) {
                largest = Math.min(largest, factor.largestAmount());
            }
            return largest;
        }
    }

    /** An exact decimal: {@code numerator / denominator}, the latter a power of ten up to 10^18. */
    private record Factor(long numerator, long denominator) implements Serializable {

        static final Factor ONE = new Factor(1, 1);

        static Factor of(BigDecimal value) {
            BigDecimal plain = value.stripTrailingZeros();
            if (plain.signum() <= 0 || plain.scale() > 18 || plain.precision() - plain.scale() > 18) {
                throw new IllegalArgumentException("not between 10^-18 and 10^18");
            }
            int scale = Math.max(0, plain.scale());
            BigDecimal numerator = plain.movePointRight(scale);
            if (numerator.precision() > 18) {
                throw new IllegalArgumentException("of more than 18 digits");
            }
            return new Factor(
                    numerator.longValueExact(),
                    BigDecimal.ONE.movePointRight(scale).longValueExact());
        }

        long times(long amount) {
            if (denominator == 1 && numerator == 1) {
                return amount;
            }
            long product = amount * numerator;
            if (Math.multiplyHigh(amount, numerator) != 0 || product < 0) {
                return BigDecimal.valueOf(amount)
                        .multiply(BigDecimal.valueOf(numerator))
                        .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
            }
            long quotient = product / denominator;
            long twice = 2 * (product - quotient * denominator);
            boolean up = twice > denominator || (twice == denominator && (quotient & 1) == 1);
            return up ? quotient + 1 : quotient;
        }

        long largestAmount() {
            BigDecimal largest = BigDecimal.valueOf(MAX_AMOUNT)
                    .multiply(BigDecimal.valueOf(denominator))
                    .divide(BigDecimal.valueOf(numerator), 0, RoundingMode.FLOOR);
            return largest.min(BigDecimal.valueOf(MAX_AMOUNT)).longValueExact();
        }
    }
}
