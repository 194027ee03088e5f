package ai.finai.patterns.oracle;

import ai.finai.events.Direction;
import ai.finai.events.Money;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.events.Transaction;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random payments that try a rule book where it is easily wrong: amounts on and beside every boundary, equal times, times
 * on and beside the ends of windows, ids whose order depends on how strings are compared, hot accounts, transfers of an
 * account to itself, several currencies (one without a rate), channels and countries. The same seed gives the same.
 *
 * <pre>{@code
 * RandomPayments random = RandomPayments.seeded();          // -Dfinai.seed, or another seed each time
 * List<Transaction> sent = random.transactions(500);        // by event time
 * List<Transaction> asTheyCome = random.outOfOrder(random.withDuplicates(sent), 5_000);
 * List<Found> expected = Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(sent));
 * }</pre>
 */
public final class RandomPayments {

    /** Rules that these payments come close to, with short windows, overlaps and scopes. */
    public static final RuleBook BOOK = RuleBookReader.read("random-payments.yaml", """
            baseCurrency: USD
            rules:
              - {id: cash, kind: structuring, version: 1, severity: HIGH, parameters: {within: 2h}}
              - {id: cash-pair, kind: structuring, version: 2, severity: LOW,
                 parameters: {minDeposits: 2, lowerFraction: 0.5, within: 30min}}
              - {id: cash-many, kind: structuring, version: 1, severity: MEDIUM,
                 parameters: {minDeposits: 5, lowerFraction: 0.01, within: 6h}, scope: {currencies: [USD, EUR]}}
              - {id: cash-odd, kind: structuring, version: 1, severity: LOW,
                 parameters: {reportingThreshold: "3333.33", lowerFraction: 0.333333, within: 1h},
                 scope: {countries: [US], exceptAccounts: [A1]}}
              - {id: rapid, kind: rapid-transfer, version: 1, severity: HIGH, parameters: {within: 1h}}
              - {id: rapid-all, kind: rapid-transfer, version: 1, severity: HIGH,
                 parameters: {minCredit: "1000.00", outFraction: 1, within: 10min}}
              - {id: rapid-odd, kind: rapid-transfer, version: 7, severity: CRITICAL,
                 parameters: {minCredit: "0.01", outFraction: 0.333333, within: 2h},
                 scope: {channels: [TRANSFER], accounts: [A0, A2, A3]}}
            """);

    /** What one unit is worth in USD, on every day. GBP has no rate. */
    public static final Map<String, BigDecimal> RATES =
            Map.of("EUR", new BigDecimal("1.085"), "JPY", new BigDecimal("0.0067"), "KWD", new BigDecimal("3.255"));

    /** The event time at which every stream starts. */
    public static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private static final String[] BOUNDARIES = {
        "7999.99", "8000.00", "8000.01", "9999.99", "10000.00", "10000.01", "5000.00", "4999.99", "5000.01", "4000.00",
        "3999.99", "4000.01", "3333.33", "3333.34", "3333.32", "1111.10", "1111.11", "1111.09", "1000.00", "999.99",
        "1000.01", "800.00", "799.99", "100.00", "99.99", "0.01", "0.02", "0.03", "2000.00", "6666.67"
    };
    private static final long MINUTE = 60_000;
    private static final long[] WINDOWS = {10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 360 * MINUTE};
    private static final String[] ID_STARTS = {"", "T", "t", "0", "\uFB01", "\uD83D\uDE00", "\u00E9"};

    private final long seed;
    private final SplittableRandom random;

    /** Of the present stream: how many of ten payments are in cash, and the amounts that it is about. */
    private int cashOfTen;

    private List<String> amounts = List.of(BOUNDARIES);

    public RandomPayments(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** With the seed of the system property {@code finai.seed}, or a new one. Show {@link #seed} when a test fails. */
    public static RandomPayments seeded() {
        String seed = System.getProperty("finai.seed");
        return new RandomPayments(seed == null ? System.nanoTime() : Long.parseLong(seed));
    }

    public long seed() {
        return seed;
    }

    /** Says how to repeat it, for an assertion's description. */
    @Override
    public String toString() {
        return "-Dfinai.seed=" + seed;
    }

    /** Payments of a few accounts by event time, with distinct ids. */
    public List<Transaction> transactions(int count) {
        int accounts = 1 + random.nextInt(6);
        boolean dense = random.nextBoolean();
        cashOfTen = random.nextBoolean() ? 9 : 2;
        amounts = random.ints(8, 0, BOUNDARIES.length)
                .mapToObj(i -> BOUNDARIES[i])
                .toList();
        List<Transaction> transactions = new ArrayList<>(count);
        List<Long> times = new ArrayList<>(List.of(START));
        for (int i = 0; i < count; i++) {
            long time = nextTime(times, dense);
            times.add(time);
            transactions.add(transaction(i, time, accounts));
        }
        return transactions;
    }

    /** Often the same time again, or exactly the end of a window that began with an earlier payment, or beside it. */
    private long nextTime(List<Long> times, boolean dense) {
        long now = times.get(times.size() - 1);
        int choice = random.nextInt(dense ? 40 : 10);
        if (choice == 0) {
            long earlier = times.get(random.nextInt(times.size()));
            long end = earlier + WINDOWS[random.nextInt(WINDOWS.length)] - 1 + random.nextInt(3);
            return Math.max(now, end);
        }
        return switch (choice % 4) {
            case 0, 1 -> now;
            case 2 -> now + random.nextInt(3);
            default -> now + random.nextLong(dense ? MINUTE : 20 * MINUTE);
        };
    }

    private Transaction transaction(int number, long time, int accounts) {
        String currency = currency();
        String channel = random.nextInt(50) == 0 ? null : channel();
        String from = "A" + skewed(accounts);
        String to = "A" + skewed(accounts);
        boolean cash = "CASH".equals(channel) && random.nextInt(10) > 0;
        boolean deposit = random.nextInt(4) > 0;
        String debtor = (cash && deposit) || random.nextInt(20) == 0 ? null : from;
        String creditor = debtor != null && (cash || random.nextInt(20) == 0) ? null : to;
        return new Transaction(
                ID_STARTS[random.nextInt(ID_STARTS.length)] + Integer.toString(number * 7919 + 13, 36) + "-" + number,
                time,
                amount(currency),
                currency,
                channel,
                debtor,
                creditor,
                null,
                null,
                country(),
                country(),
                null,
                null,
                null,
                new Origin("input", 0, number + 1L));
    }

    private int skewed(int accounts) {
        return random.nextBoolean() ? 0 : random.nextInt(accounts);
    }

    private String channel() {
        if (random.nextInt(10) < cashOfTen) {
            return "CASH";
        }
        return random.nextInt(3) == 0 ? "CARD" : "TRANSFER";
    }

    private String currency() {
        int choice = random.nextInt(20);
        return choice < 15 ? "USD" : List.of("EUR", "EUR", "JPY", "KWD", "GBP").get(choice - 15);
    }

    private @Nullable String country() {
        int choice = random.nextInt(10);
        return choice == 0 ? null : choice < 8 ? "US" : "DE";
    }

    /** On or beside a boundary in USD; in another currency what comes nearest to it. */
    private long amount(String currency) {
        BigDecimal dollars = random.nextInt(4) > 0
                ? new BigDecimal(amounts.get(random.nextInt(amounts.size())))
                : BigDecimal.valueOf(1 + random.nextLong(1_200_000), 2);
        BigDecimal rate = RATES.getOrDefault(currency, BigDecimal.ONE);
        long minorUnits = dollars.divide(rate, Money.decimals(currency), RoundingMode.HALF_EVEN)
                .movePointRight(Money.decimals(currency))
                .longValueExact();
        return Math.max(1, minorUnits);
    }

    /**
     * One account that a limit is made for: many credits that stay open, then many debits, none of which completes
     * anything until the last.
     */
    public List<Transaction> hotAccount(int credits, int debits) {
        List<Transaction> transactions = new ArrayList<>();
        long time = START;
        for (int i = 0; i < credits + debits; i++) {
            boolean credit = i < credits;
            long amount = credit ? 500_000 + random.nextInt(1_000) : 1 + random.nextInt(20);
            transactions.add(hot(i, time += random.nextInt(1_000), amount, credit));
        }
        transactions.add(hot(credits + debits, time, 600_000, false));
        return transactions;
    }

    private static Transaction hot(int number, long time, long amount, boolean credit) {
        String account = "A3";
        return new Transaction(
                "H" + (1_000_000 + number),
                time,
                amount,
                "USD",
                "TRANSFER",
                credit ? "B1" : account,
                credit ? account : "B1",
                null,
                null,
                "US",
                "US",
                null,
                null,
                null,
                new Origin("input", 0, number + 1L));
    }

    /** The sides of transactions, credit first; amounts by {@link #RATES}. */
    public static List<Posting> postings(List<Transaction> transactions) {
        List<Posting> postings = new ArrayList<>();
        for (Transaction transaction : transactions) {
            long baseAmount = baseAmount(transaction);
            if (transaction.creditorAccount() != null) {
                postings.add(Posting.of(transaction, Direction.CREDIT, baseAmount));
            }
            if (transaction.debtorAccount() != null) {
                postings.add(Posting.of(transaction, Direction.DEBIT, baseAmount));
            }
        }
        return postings;
    }

    private static long baseAmount(Transaction transaction) {
        if (transaction.currency().equals("USD")) {
            return transaction.amount();
        }
        BigDecimal rate = RATES.get(transaction.currency());
        return rate == null
                ? Posting.UNRATED
                : BigDecimal.valueOf(transaction.amount(), Money.decimals(transaction.currency()))
                        .multiply(rate)
                        .movePointRight(2)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    /**
     * The same transactions as they might come: each is later than one with a greater event time by at most {@code bound}
     * milliseconds of event time, so that none is late where that much disorder is allowed.
     *
     * @param bound in milliseconds, at least 0
     */
    public List<Transaction> outOfOrder(List<Transaction> transactions, long bound) {
        record Arrival(long at, int tie, Transaction transaction) {}
        return transactions.stream()
                .map(t -> new Arrival(t.eventTime() + random.nextLong(bound + 1), random.nextInt(), t))
                .sorted(Comparator.comparingLong(Arrival::at).thenComparingInt(Arrival::tie))
                .map(Arrival::transaction)
                .toList();
    }

    /** With some of them again, at the same event time and with the same content. */
    public List<Transaction> withDuplicates(List<Transaction> transactions) {
        List<Transaction> all = new ArrayList<>(transactions);
        for (Transaction transaction : transactions) {
            if (random.nextInt(10) == 0) {
                all.add(transaction);
            }
        }
        return all;
    }
}
