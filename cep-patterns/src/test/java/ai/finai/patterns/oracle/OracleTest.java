package ai.finai.patterns.oracle;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Posting;
import ai.finai.events.Transaction;
import ai.finai.events.fixtures.Payment;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples of {@code src/docs/rules.md}, and whether random payments reach what they are made for. */
class OracleTest {

    private static final RuleBook BOOK = RuleBookReader.shipped();

    @Test
    void threeDepositsOfExactlyTheThresholdAreAnAlert() {
        assertThat(alerts(
                        cash("10,000").at("10:00"),
                        cash("10,000").at("11:00"),
                        cash("10,000").at("12:00")))
                .hasSize(1);
    }

    @Test
    void twoDepositsAreNoAlert() {
        assertThat(alerts(cash("10,000").at("10:00"), cash("10,000").at("11:00")))
                .isEmpty();
    }

    @Test
    void aDepositOverTheThresholdDoesNotCount() {
        assertThat(alerts(
                        cash("9,000").at("10:00"),
                        cash("10,000.01").at("11:00"),
                        cash("9,000").at("12:00")))
                .isEmpty();
    }

    @Test
    void sevenDaysToTheMillisecondAreTooLong() {
        Payment first = cash("9,000").at("10:00");
        Payment second = cash("9,000").on("2026-01-06").at("10:00");
        assertThat(alerts(first, second, cash("9,000").on("2026-01-12").at("10:00")))
                .isEmpty();
        assertThat(alerts(first, second, cash("9,000").on("2026-01-12").at("09:59")))
                .hasSize(1);
    }

    @Test
    void aCreditThatLeavesAgainIsAnAlertAndToItselfIsNone() {
        assertThat(alerts(
                        transfer("5,000").from("B").to("A1").at("10:00"),
                        transfer("1,000").from("A1").to("C").at("11:00"),
                        transfer("3,000").from("A1").to("D").at("12:00")))
                .singleElement()
                .satisfies(found -> assertThat(found.evidence()).hasSize(3));
        assertThat(alerts(transfer("5,000").from("A1").to("A1").at("10:00"))).isEmpty();
    }

    @Test
    void oneDebitClosesEveryOpenCredit() {
        assertThat(alerts(
                        transfer("5,000").from("B").to("A1").at("10:00"),
                        transfer("10,000").from("B").to("A1").at("11:00"),
                        transfer("4,000").from("A1").to("C").at("12:00"),
                        transfer("9,000").from("A1").to("C").at("13:00")))
                .hasSize(1);
    }

    @Test
    void randomPaymentsAlertOnEveryRuleAndReachEveryBoundary() {
        Map<String, Integer> alerts = new HashMap<>();
        Set<Long> times = new HashSet<>();
        int equalTimes = 0;
        for (int seed = 0; seed < 50; seed++) {
            RandomPayments random = new RandomPayments(seed);
            List<Transaction> transactions = random.transactions(300);
            for (Oracle.Found found : Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(transactions))) {
                alerts.merge(found.ruleId(), 1, Integer::sum);
            }
            for (Transaction transaction : transactions) {
                equalTimes += times.add(transaction.eventTime()) ? 0 : 1;
            }
            assertThat(new RandomPayments(seed).transactions(300)).isEqualTo(transactions);
        }

        assertThat(alerts.keySet())
                .containsExactlyInAnyOrderElementsOf(RandomPayments.BOOK.rules().stream()
                        .map(rule -> rule.id())
                        .toList());
        assertThat(alerts.values()).as(alerts.toString()).allMatch(count -> count >= 30);
        assertThat(equalTimes).isGreaterThan(1_000);
    }

    @Test
    void disorderStaysWithinItsBound() {
        RandomPayments random = new RandomPayments(1);
        List<Transaction> sent = random.transactions(1_000);
        List<Transaction> come = random.outOfOrder(random.withDuplicates(sent), 5_000);
        long latest = RandomPayments.START;
        for (Transaction transaction : come) {
            assertThat(latest - transaction.eventTime()).isLessThanOrEqualTo(5_000);
            latest = Math.max(latest, transaction.eventTime());
        }
        assertThat(come).hasSizeGreaterThan(sent.size()).containsAll(sent).isNotEqualTo(sent);
    }

    @Test
    void aHotAccountComesToTheLimits() {
        RandomPayments random = new RandomPayments(1);
        List<Posting> few = RandomPayments.postings(random.hotAccount(300, 10));
        List<Posting> many = RandomPayments.postings(random.hotAccount(2, 1_100));

        assertThat(rapid(few)).singleElement().satisfies(found -> assertThat(
                        found.evidence().get(0).transactionId())
                .isEqualTo("H1000044"));
        assertThat(rapid(many)).isEmpty();
    }

    private static List<Oracle.Found> rapid(List<Posting> postings) {
        return Oracle.alerts(RandomPayments.BOOK, postings).stream()
                .filter(found -> found.ruleId().equals("rapid"))
                .toList();
    }

    private static List<Oracle.Found> alerts(Payment... payments) {
        List<Posting> postings = new ArrayList<>();
        Arrays.stream(payments)
                .map(payment -> payment.transaction().channel() != null
                                && payment.transaction().channel().equals("CASH")
                        ? payment.into("A1")
                        : payment)
                .forEach(payment -> postings.addAll(payment.postings()));
        return Oracle.alerts(BOOK, postings);
    }
}
