package ai.finai.patterns.kinds;

import static ai.finai.events.fixtures.Payment.card;
import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.Rule;
import ai.finai.patterns.Totals;
import ai.finai.patterns.oracle.RandomPayments;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RuleKindTest {

    private static final Money TEN_THOUSAND = Money.of("10000", "USD");
    private static final Fraction MOST = Fraction.parse("0.8");
    private static final Structuring STRUCTURING = new Structuring(TEN_THOUSAND, MOST, 3, Duration.ofDays(7));
    private static final RapidTransfer RAPID = new RapidTransfer(Money.of("5000", "USD"), MOST, Duration.ofHours(24));

    @Test
    void everyParameterThatIsOutOfRangeIsNamedWithItsValueAndRange() {
        assertThatThrownBy(() ->
                        new Structuring(Money.of("0", "USD"), Fraction.parse("1.000001"), 1, Duration.ofDays(367)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reportingThreshold: 0.00 is out of range; allowed: above 0, at most 1,000,000,000,000;"
                        + " lowerFraction: 1.000001 is out of range; allowed: 0.01 to 1;"
                        + " minDeposits: 1 is out of range; allowed: 2 to 100;"
                        + " within: 367 d is out of range; allowed: 1 s to 366 d");
        assertThatThrownBy(() -> new RapidTransfer(TEN_THOUSAND, Fraction.parse("0.009999"), Duration.ZERO))
                .hasMessage("outFraction: 0.009999 is out of range; allowed: 0.01 to 1;"
                        + " within: 0 s is out of range; allowed: 1 s to 366 d");
    }

    @Test
    void theEndsOfEveryRangeAreAllowed() {
        assertThat(new Structuring(Money.of("0.01", "USD"), Fraction.parse("0.01"), 2, Duration.ofSeconds(1)))
                .isNotNull();
        assertThat(new Structuring(Money.of("1000000000000", "KWD"), Fraction.parse("1"), 100, Duration.ofDays(366)))
                .isNotNull();
    }

    @Test
    void cashCreditsFromTheLowerFractionToTheThresholdConcernStructuring() {
        assertThat(STRUCTURING.concerns(cash("7,999.99").into("A").credit())).isFalse();
        assertThat(STRUCTURING.concerns(cash("8,000").into("A").credit())).isTrue();
        assertThat(STRUCTURING.concerns(cash("10,000").into("A").credit())).isTrue();
        assertThat(STRUCTURING.concerns(cash("10,000.01").into("A").credit())).isFalse();
        assertThat(STRUCTURING.concerns(cash("9,000").outOf("A").debit())).isFalse();
        assertThat(STRUCTURING.concerns(card("9,000").from("B").to("A").credit()))
                .isFalse();
        assertThat(STRUCTURING.concerns(cash("9,000").from("A").to("A").credit()))
                .isFalse();
        assertThat(STRUCTURING.concerns(cash("9,000").in("GBP").into("A").credit()))
                .isFalse();
    }

    @Test
    void largeCreditsAndAllDebitsConcernRapidTransfer() {
        assertThat(RAPID.concerns(transfer("4,999.99").from("B").to("A").credit()))
                .isFalse();
        assertThat(RAPID.concerns(transfer("5,000").from("B").to("A").credit())).isTrue();
        assertThat(RAPID.concerns(cash("0.01").outOf("A").debit())).isTrue();
        assertThat(RAPID.concerns(transfer("9,000").from("A").to("A").credit())).isFalse();
        assertThat(RAPID.concerns(transfer("9,000").from("A").to("A").debit())).isFalse();
        assertThat(RAPID.concerns(cash("9,000").in("GBP").outOf("A").debit())).isFalse();
    }

    /** A posting that a rule does not reach is never offered to it, so a reach that is too small loses alerts. */
    @Test
    void whateverConcernsARuleIsWithinItsReach() {
        for (int round = 0; round < 20; round++) {
            RandomPayments random = RandomPayments.seeded();
            for (Posting posting : RandomPayments.postings(random.transactions(500))) {
                for (Rule rule : RandomPayments.BOOK.rules()) {
                    if (rule.kind().concerns(posting) && !rule.kind().reach().covers(posting)) {
                        throw new AssertionError(random + ": " + rule.id() + " does not reach " + posting);
                    }
                }
            }
        }
    }

    @Test
    void fractionsAreComparedExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            Fraction fraction = new Fraction(random.nextInt(1, 2_000_001));
            long whole = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
            BigDecimal exact = new BigDecimal(fraction.toString()).multiply(BigDecimal.valueOf(whole));
            long near = exact.min(BigDecimal.valueOf(Long.MAX_VALUE - 2)).longValue();
            for (long part = Math.max(0, near - 1); part <= near + 1; part++) {
                if (fraction.isReached(part, whole) != (BigDecimal.valueOf(part).compareTo(exact) >= 0)) {
                    throw new AssertionError(part + " >= " + fraction + " * " + whole + " is wrong");
                }
            }
        }
    }

    @Test
    void fractionsAreReadExactlyOrNot() {
        assertThat(Fraction.parse("0.333333").millionths()).isEqualTo(333_333);
        assertThat(Fraction.parse("1")).hasToString("1");
        assertThat(Fraction.parse("10.50")).hasToString("10.5");
        for (String wrong : new String[] {"", "-0.5", "0,5", "1e-3", ".5", "0.8%", "NaN", "0.0000001"}) {
            assertThatThrownBy(() -> Fraction.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void totalsStayAtTheLargestNumber() {
        assertThat(Totals.plus(5, 7)).isEqualTo(12);
        assertThat(Totals.plus(Long.MAX_VALUE - 1, 5)).isEqualTo(Long.MAX_VALUE);
        assertThat(Totals.plus(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }
}
