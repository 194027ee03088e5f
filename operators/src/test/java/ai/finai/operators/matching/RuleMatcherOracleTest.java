package ai.finai.operators.matching;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Posting;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both rule kinds against a plain implementation of their documentation, over random streams. */
class RuleMatcherOracleTest {

    private static final RuleBook BOOK = RandomPayments.BOOK;
    private static final int STREAMS = 1_500;

    private final long firstSeed = RandomPayments.seeded().seed();

    @Test
    void randomStreamsGiveTheOraclesAlerts() {
        int alerts = 0;
        for (int i = 0; i < STREAMS; i++) {
            RandomPayments random = new RandomPayments(firstSeed + i);
            List<Posting> postings = RandomPayments.postings(random.transactions(20 + i % 200));
            List<Oracle.Found> expected = Oracle.alerts(BOOK, postings);
            assertThat(new WatchedAccounts(new RuleMatcher(BOOK))
                            .watch(postings)
                            .found())
                    .as(random.toString())
                    .isEqualTo(expected);
            alerts += expected.size();
        }
        assertThat(alerts).isGreaterThan(STREAMS);
    }

    @Test
    void stateThatIsWrittenAndReadAfterEachPostingGivesTheSame() {
        for (int i = 0; i < STREAMS / 5; i++) {
            RandomPayments random = new RandomPayments(firstSeed + i);
            List<Posting> postings = RandomPayments.postings(random.transactions(20 + i % 200));
            List<Oracle.Found> expected = Oracle.alerts(BOOK, postings);
            assertThat(new WatchedAccounts(new RuleMatcher(BOOK))
                            .throughBytes()
                            .watch(postings)
                            .found())
                    .as(random.toString())
                    .isEqualTo(expected);
            assertThat(new WatchedAccounts(new RuleMatcher(BOOK))
                            .throughCopies()
                            .watch(postings)
                            .found())
                    .as(random.toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void cleaningUpAtTheExpiryLosesNothingAndLeavesNothing() {
        for (int i = 0; i < STREAMS / 5; i++) {
            RandomPayments random = new RandomPayments(firstSeed + i);
            List<Posting> postings = RandomPayments.postings(random.transactions(20 + i % 200));
            WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(BOOK))
                    .throughBytes()
                    .cleaningUp()
                    .watch(postings);
            assertThat(accounts.found()).as(random.toString()).isEqualTo(Oracle.alerts(BOOK, postings));
            accounts.cleanUp(Long.MAX_VALUE - 1);
            assertThat(accounts.accounts()).as(random.toString()).isZero();
        }
    }

    @Test
    void beforeConsumptionItFindsTheEarliestMatchOfEachStart() {
        for (int i = 0; i < STREAMS / 5; i++) {
            RandomPayments random = new RandomPayments(firstSeed + i);
            List<Posting> postings = RandomPayments.postings(random.transactions(20 + i % 200));
            List<Oracle.Found> expected = new ArrayList<>();
            for (Rule rule : BOOK.rules()) {
                expected.addAll(Oracle.matchesBeforeConsumption(rule, postings));
            }
            assertThat(new WatchedAccounts(new RuleMatcher(BOOK, false))
                            .watch(postings)
                            .found())
                    .as(random.toString())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void ofTooManyOpenCreditsTheOldestGoes() {
        assertBoundedAsTheOracleSays(270, 60, DropReason.TOO_MANY_PARTIAL_MATCHES);
    }

    @Test
    void ofCreditsWithTooManyDebitsTheOldestGoes() {
        assertBoundedAsTheOracleSays(5, 1_010, DropReason.TOO_MANY_POSTINGS);
    }

    private void assertBoundedAsTheOracleSays(int credits, int debits, DropReason reason) {
        RandomPayments random = new RandomPayments(firstSeed);
        List<Posting> postings = RandomPayments.postings(random.hotAccount(credits, debits)).stream()
                .filter(posting -> posting.account().equals("A3"))
                .toList();
        WatchedAccounts accounts =
                new WatchedAccounts(new RuleMatcher(BOOK)).throughBytes().watch(postings);
        assertThat(accounts.found()).as(random.toString()).isEqualTo(Oracle.alerts(BOOK, postings));
        assertThat(accounts.dropped()).as(random.toString()).containsOnlyKeys(reason);
    }

    @Test
    void everyShippedKindRunsOnTheAutomaton() {
        assertThat(new RuleMatcher(BOOK).explanations())
                .hasSize(BOOK.rules().size())
                .allSatisfy((rule, explanation) -> assertThat(explanation).isEqualTo("automaton"))
                .isInstanceOf(Map.class);
    }
}
