package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Transaction;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bounds of what a bank's payments look like, wide enough for any seed. */
class PlausibilityTest {

    private static final int ACCOUNTS = 5_000;
    private static final int DAYS = 35;
    private static final long SEED = Long.getLong("finai.seed", 1);
    private static final List<Transaction> ALL = new ArrayList<>();

    @BeforeAll
    static void generate() {
        System.out.println("-Dfinai.seed=" + SEED);
        Payments.of(GeneratorSettings.of(ACCOUNTS, DAYS, SEED)).forEachRemaining(ALL::add);
    }

    @AfterAll
    static void forget() {
        ALL.clear();
    }

    private static double usd(Transaction t) {
        return Denomination.valueOf(t.currency()).usdCents(t.amount()) / 100.0;
    }

    @Test
    void anAccountPaysOnceOrTwiceADay() {
        assertThat((double) ALL.size() / ACCOUNTS / DAYS).isBetween(0.9, 2.0);
    }

    @Test
    void amountsHaveAHeavyTail() {
        double[] sorted =
                ALL.stream().mapToDouble(PlausibilityTest::usd).sorted().toArray();
        double total = Arrays.stream(sorted).sum();
        double top = Arrays.stream(sorted, sorted.length - sorted.length / 100, sorted.length)
                .sum();
        assertThat(top / total).as("share of the top 1 %").isBetween(0.3, 0.85);
        assertThat(sorted[sorted.length / 2]).as("median").isBetween(8.0, 50.0);
    }

    @Test
    void channelsHaveTheirShares() {
        assertThat(share("CARD")).isBetween(0.55, 0.85);
        assertThat(share("CASH")).isBetween(0.03, 0.12);
        assertThat(share("TRANSFER")).isBetween(0.05, 0.25);
        assertThat(share("DIRECT_DEBIT")).isBetween(0.03, 0.15);
        assertThat(share("STANDING_ORDER")).isBetween(0.01, 0.08);
        assertThat(share("WIRE")).isBetween(0.001, 0.02);
    }

    private static double share(String channel) {
        return ALL.stream().filter(t -> channel.equals(t.channel())).count() / (double) ALL.size();
    }

    @Test
    void shopsAreFullOnSaturdayAndBanksRestAtTheWeekend() {
        long[] card = byWeekday("CARD");
        assertThat((double) card[5] / card[1]).as("Saturday to Tuesday, card").isBetween(1.2, 1.8);
        assertThat((double) card[6] / card[5]).as("Sunday to Saturday, card").isBetween(0.5, 0.85);
        long[] debits = byWeekday("DIRECT_DEBIT");
        assertThat(debits[5] + debits[6]).as("direct debits at weekends").isLessThan(debits[0] / 5);
    }

    private static long[] byWeekday(String channel) {
        long[] counts = new long[7];
        for (Transaction t : ALL) {
            if (channel.equals(t.channel())) {
                DayOfWeek day =
                        LocalDate.ofEpochDay(t.eventTime() / 86_400_000L).getDayOfWeek();
                counts[day.ordinal()]++;
            }
        }
        return counts;
    }

    @Test
    void peopleSleep() {
        long[] american = new long[24];
        for (Transaction t : ALL) {
            if ("CARD".equals(t.channel()) && "US".equals(t.debtorCountry())) {
                american[(int) Math.floorMod(t.eventTime() / 3_600_000L - 5, 24L)]++;
            }
        }
        assertThat(american[3] * 20).isLessThan(american[18]);
    }

    @Test
    void salariesComeOnPaydaysFromFewEmployers() {
        Set<String> words = Set.of("Salary", "Gehalt", "Salaire", "給与", "راتب");
        Set<String> employers = new HashSet<>();
        Set<LocalDate> days = new HashSet<>();
        int salaries = 0;
        for (Transaction t : ALL) {
            if (t.purpose() != null && words.contains(t.purpose())) {
                salaries++;
                employers.add(t.debtorAccount());
                days.add(LocalDate.ofEpochDay(t.eventTime() / 86_400_000L));
            }
        }
        assertThat(salaries).isBetween(ACCOUNTS / 3, ACCOUNTS);
        assertThat(employers).hasSizeLessThan(salaries / 10);
        assertThat(days).hasSizeLessThan(10);
    }

    @Test
    void aFewMerchantsSellMostAndManySellLittle() {
        Map<String, Integer> sales = new HashMap<>();
        ALL.stream()
                .filter(t -> "CARD".equals(t.channel()))
                .forEach(t -> sales.merge(Objects.requireNonNull(t.creditorAccount()), 1, Integer::sum));
        int[] sorted = sales.values().stream().mapToInt(i -> i).sorted().toArray();
        int total = Arrays.stream(sorted).sum();
        int top = Arrays.stream(sorted, sorted.length - sorted.length / 10, sorted.length)
                .sum();
        assertThat((double) top / total)
                .as("share of the top tenth of merchants")
                .isBetween(0.4, 0.95);
    }

    @Test
    void cashIsRound() {
        assertThat(ALL)
                .filteredOn(t -> "CASH".equals(t.channel()) && "USD".equals(t.currency()))
                .allSatisfy(t -> assertThat(t.amount() % 500).as(t.toString()).isZero());
    }

    /** What comes in, what may have been there, and the overdraft. */
    @Test
    void studentsSpendWhatTheyHave() {
        Set<String> students = new HashSet<>();
        Set<String> words = Set.of("Allowance", "Taschengeld");
        Map<String, Double> left = new HashMap<>();
        for (Transaction t : ALL) {
            if (t.purpose() != null && words.contains(t.purpose())) {
                students.add(t.creditorAccount());
            }
            if (t.debtorAccount() != null) {
                left.merge(t.debtorAccount(), -usd(t), Double::sum);
            }
            if (t.creditorAccount() != null) {
                left.merge(t.creditorAccount(), usd(t), Double::sum);
            }
        }
        assertThat(students)
                .hasSizeGreaterThan(100)
                .allSatisfy(student -> assertThat(left.get(student)).as(student).isGreaterThan(-2_000 * 1.6 - 500));
    }

    @Test
    void severalCountriesAndCurrenciesAreThere() {
        Set<String> currencies = new HashSet<>();
        Set<String> countries = new HashSet<>();
        for (Transaction t : ALL) {
            currencies.add(t.currency());
            countries.add(t.creditorCountry());
        }
        assertThat(currencies).containsExactlyInAnyOrder("USD", "EUR", "GBP", "CHF", "JPY", "KWD");
        assertThat(countries).contains("US", "GB", "DE", "FR", "JP", "CH", "KW", "IN", "MX");
    }
}
