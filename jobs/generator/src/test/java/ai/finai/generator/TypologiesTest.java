package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenarios that no rule describes: episodes are what they say, their near misses are not, and life goes on. */
class TypologiesTest {

    private static final long SEED = Long.getLong("finai.seed", 1);
    private static final int EACH = 60;
    private static final int DAYS = 60;
    private static final long HOUR = 3_600_000L;
    private static final double DAY = 24.0 * HOUR;

    private static final List<Transaction> ALL = new ArrayList<>();
    private static final List<Case> CASES = new ArrayList<>();

    @BeforeAll
    static void generate() {
        System.out.println("-Dfinai.seed=" + SEED);
        Payments payments = Payments.of(GeneratorSettings.of(10_000, DAYS, SEED)
                .withScenarios(GeneratorSettings.parseScenarios("all=" + EACH + ",structuring=0,rapid-transfer=0")));
        Map<String, Transaction> byId = new HashMap<>();
        while (payments.hasNext()) {
            Transaction t = payments.next();
            ALL.add(t);
            byId.put(t.transactionId(), t);
        }
        for (Label label : payments.labels()) {
            CASES.add(new Case(
                    label,
                    label.transactionIds().stream()
                            .map(id -> Objects.requireNonNull(byId.get(id)))
                            .toList()));
        }
    }

    @AfterAll
    static void forget() {
        ALL.clear();
        CASES.clear();
    }

    /** A label and its transactions. */
    private record Case(Label label, List<Transaction> transactions) {

        boolean in(Transaction t) {
            return label.account().equals(t.creditorAccount());
        }

        List<Transaction> credits() {
            return transactions.stream().filter(this::in).toList();
        }

        List<Transaction> debits() {
            return transactions.stream().filter(t -> !in(t)).toList();
        }

        double paidIn() {
            return credits().stream().mapToDouble(TypologiesTest::usd).sum();
        }

        double paidOut() {
            return debits().stream().mapToDouble(TypologiesTest::usd).sum();
        }

        double passedOn() {
            return paidOut() / paidIn();
        }

        long payers() {
            return credits().stream().map(Transaction::debtorAccount).distinct().count();
        }

        long payees() {
            return debits().stream()
                    .map(Transaction::creditorAccount)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
        }

        long transfersOut() {
            return debits().stream().filter(t -> t.creditorAccount() != null).count();
        }

        double largest() {
            return debits().stream().mapToDouble(TypologiesTest::usd).max().orElse(0);
        }

        long first() {
            return transactions.get(0).eventTime();
        }

        long last() {
            return transactions.get(transactions.size() - 1).eventTime();
        }

        /** Days from the latest credit before it to each debit, the longest. */
        double longestWait() {
            double longest = 0;
            long credited = first();
            for (Transaction t : transactions) {
                if (in(t)) {
                    credited = t.eventTime();
                } else {
                    longest = Math.max(longest, (t.eventTime() - credited) / DAY);
                }
            }
            return longest;
        }

        boolean amountsIn(double least, double most) {
            return credits().stream().mapToDouble(TypologiesTest::usd).allMatch(a -> a >= least && a <= most);
        }
    }

    private static double usd(Transaction t) {
        return Denomination.valueOf(t.currency()).usdCents(t.amount()) / 100.0;
    }

    // As the Javadoc of each episode says; rounding of amounts takes a little.

    private static boolean isMule(Case c) {
        int credits = c.credits().size();
        return credits >= 3
                && credits <= 9
                && c.amountsIn(145, 4_900)
                && c.payers() >= Math.min(credits - 1, 1 + credits / 2)
                && c.passedOn() > 0.8
                && c.passedOn() < 0.98
                && c.longestWait() < 6;
    }

    private static boolean isFunnel(Case c) {
        int credits = c.credits().size();
        return credits >= 8
                && credits <= 22
                && c.credits().stream().allMatch(t -> t.debtorAccount() == null)
                && c.amountsIn(170, 2_960)
                && c.debits().size() >= 2
                && c.passedOn() > 0.84
                && c.passedOn() < 1
                && c.longestWait() < 7;
    }

    private static boolean isFanOut(Case c) {
        return c.credits().size() <= 3
                && c.paidIn() > 7_800
                && c.paidIn() < 61_000
                && c.debits().size() >= 8
                && c.payees() >= 0.75 * c.transfersOut()
                && c.passedOn() > 0.84
                && c.passedOn() < 1
                && (c.last() - c.first()) / DAY < 14;
    }

    private static boolean isFanIn(Case c) {
        List<Transaction> credits = c.credits();
        long gathered = credits.get(credits.size() - 1).eventTime();
        return credits.size() >= 8
                && credits.size() <= 24
                && c.payers() >= 0.8 * credits.size()
                && c.amountsIn(95, 3_530)
                && (gathered - c.first()) / DAY <= 8
                && c.passedOn() > 0.84
                && c.debits().stream().allMatch(t -> t.eventTime() >= gathered + 24 * HOUR)
                && c.longestWait() < 7;
    }

    private static boolean isDormant(Case c) {
        return c.paidIn() > 4_900
                && c.paidIn() < 46_000
                && c.debits().size() >= 3
                && c.largest() / c.paidIn() < 0.69
                && c.passedOn() > 0.83
                && c.passedOn() < 1
                && (c.last() - c.first()) / DAY < 14;
    }

    /** What went out comes in again from others, twice or more. */
    private static boolean isRoundTrip(Case c) {
        int trips = 0;
        double sent = 0;
        double returned = 0;
        Set<String> payees = new HashSet<>();
        for (int i = 1; i <= c.transactions.size(); i++) {
            Transaction t = i < c.transactions.size() ? c.transactions.get(i) : null;
            if (returned > 0 && (t == null || !c.in(t))) {
                if (returned < 0.86 * sent || returned > 1.05 * sent) {
                    return false;
                }
                trips++;
                sent = 0;
                returned = 0;
                payees.clear();
            }
            if (t != null && c.in(t)) {
                if (payees.contains(t.debtorAccount())) {
                    return false;
                }
                returned += usd(t);
            } else if (t != null) {
                payees.add(t.creditorAccount());
                sent += usd(t);
            }
        }
        return trips >= 2 && trips <= 4 && sent == 0;
    }

    private static Predicate<Case> shape(Scenario scenario) {
        return switch (scenario) {
            case MULE -> TypologiesTest::isMule;
            case FUNNEL -> TypologiesTest::isFunnel;
            case FAN_OUT -> TypologiesTest::isFanOut;
            case FAN_IN -> TypologiesTest::isFanIn;
            case DORMANT -> TypologiesTest::isDormant;
            case ROUND_TRIP -> TypologiesTest::isRoundTrip;
            default -> throw new IllegalArgumentException(scenario.code());
        };
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRUCTURING", "RAPID_TRANSFER"})
    void episodesHaveTheShapeOfTheirScenarioAndNearMissesHaveNot(Scenario scenario) {
        List<Case> cases =
                CASES.stream().filter(c -> c.label.scenario() == scenario).toList();
        assertThat(cases).hasSize(2 * EACH);
        for (Case c : cases) {
            assertThat(shape(scenario).test(c)).as("%s%n%s", c.label.id(), c).isEqualTo(c.label.episode());
        }
    }

    @Test
    void everyNearMissIsThere() {
        Set<NearMiss> there = new TreeSet<>();
        CASES.forEach(c -> {
            if (c.label.nearMiss() != null) {
                there.add(c.label.nearMiss());
            }
        });
        assertThat(there)
                .containsExactlyElementsOf(Arrays.stream(NearMiss.values())
                        .filter(nearMiss -> !nearMiss.scenario().hasRule())
                        .toList());
    }

    /** No more is said than is known: of what alerts on them, nothing. */
    @Test
    void noRuleIsExpectedToFindThem() {
        assertThat(CASES).extracting(Case::label).noneMatch(Label::expected);
        assertThat(CASES.stream().filter(c -> c.label.episode())).hasSize(6 * EACH);
    }

    @Test
    void eachHasAnAccountOfItsOwnAndEveryTransactionOfItIsThere() {
        assertThat(CASES).extracting(c -> c.label.account()).doesNotHaveDuplicates();
        for (Case c : CASES) {
            assertThat(c.label.transactionIds()).isNotEmpty().isSorted();
            assertThat(c.transactions)
                    .allMatch(t -> c.in(t) || c.label.account().equals(t.debtorAccount()));
        }
    }

    /** A labelled account is no quieter than it was: what would tell laundering from nothing but silence. */
    @Test
    void ordinaryPaymentsGoOnMeanwhile() {
        Map<String, List<Long>> ordinary = ordinaryTimes();
        for (Scenario scenario : Scenario.values()) {
            double during = 0;
            double days = 0;
            double otherwise = 0;
            double otherDays = 0;
            for (Case c : CASES) {
                List<Long> times = ordinary.getOrDefault(c.label.account(), List.of());
                boolean person = times.size() < 6 * DAYS; // a few shops have more customers than all persons
                if (c.label.scenario() == scenario && c.label.episode() && person) {
                    long within = times.stream()
                            .filter(time -> time >= c.first() && time <= c.last())
                            .count();
                    double length = (c.last() - c.first()) / DAY;
                    during += within;
                    days += length;
                    otherwise += times.size() - within;
                    otherDays += DAYS - length;
                }
            }
            if (days > 0 && scenario != Scenario.DORMANT) {
                assertThat(during / days / (otherwise / otherDays))
                        .as("payments a day during %s, to those at other times", scenario.code())
                        .isBetween(0.7, 1.5);
            }
        }
    }

    @Test
    void aDormantAccountIsSilentForTwoWeeksAndWakes() {
        Map<String, List<Long>> ordinary = ordinaryTimes();
        int lived = 0;
        int wakes = 0;
        for (Case c : CASES) {
            if (c.label.scenario() == Scenario.DORMANT) {
                List<Long> times = ordinary.getOrDefault(c.label.account(), List.of());
                assertThat(times).as(c.label.id()).noneMatch(time -> time < c.first() && time >= c.first() - 14 * DAY);
                lived += times.stream().anyMatch(time -> time < c.first()) ? 1 : 0;
                wakes += times.stream().anyMatch(time -> time > c.first()) ? 1 : 0;
            }
        }
        assertThat(lived).isGreaterThan(EACH);
        assertThat(wakes).isGreaterThan(3 * EACH / 2);
    }

    private static Map<String, List<Long>> ordinaryTimes() {
        Map<String, List<Long>> times = new HashMap<>();
        Set<String> labelled = new HashSet<>();
        CASES.forEach(c -> {
            labelled.addAll(c.label.transactionIds());
            times.put(c.label.account(), new ArrayList<>());
        });
        for (Transaction t : ALL) {
            if (!labelled.contains(t.transactionId())) {
                for (String account : Arrays.asList(t.debtorAccount(), t.creditorAccount())) {
                    List<Long> known = account == null ? null : times.get(account);
                    if (known != null) {
                        known.add(t.eventTime());
                    }
                }
            }
        }
        times.values().forEach(Collections::sort);
        return times;
    }

    /** Who has nothing to hide does such things too, and more often. */
    @Test
    void strangersWiresAndNotesAreNothingRare() {
        Set<String> labelled = new HashSet<>();
        CASES.forEach(c -> labelled.addAll(c.label.transactionIds()));
        Map<String, Integer> ordinary = new HashMap<>();
        Map<String, Integer> laundering = new HashMap<>();
        for (Case c : CASES) {
            if (c.label.episode()) {
                c.transactions.stream()
                        .filter(t -> usd(t) >= 300)
                        .forEach(t -> laundering.merge(Objects.requireNonNull(t.channel()), 1, Integer::sum));
            }
        }
        ALL.stream()
                .filter(t -> usd(t) >= 300 && !labelled.contains(t.transactionId()))
                .forEach(t -> ordinary.merge(Objects.requireNonNull(t.channel()), 1, Integer::sum));
        System.out.println("from 300 USD on, ordinary: " + ordinary + ", laundering: " + laundering);
        assertThat(laundering.keySet()).contains("CASH", "TRANSFER", "WIRE");
        laundering.forEach((channel, count) -> assertThat(ordinary.getOrDefault(channel, 0))
                .as("ordinary payments by %s to %d of episodes", channel, count)
                .isGreaterThan(3 * count));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRUCTURING", "RAPID_TRANSFER"})
    void thirtyDaysAreEnough(Scenario scenario) {
        for (long seed = 0; seed < 10; seed++) {
            Payments payments =
                    Payments.of(GeneratorSettings.of(800, 30, SEED + seed).withScenarios(Map.of(scenario, 40)));
            while (payments.hasNext()) {
                payments.moveToNext();
            }
            assertThat(payments.labels()).hasSize(80);
        }
    }
}
