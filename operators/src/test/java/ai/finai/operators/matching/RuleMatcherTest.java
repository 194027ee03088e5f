package ai.finai.operators.matching;

import static ai.finai.events.fixtures.Payment.card;
import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.events.fixtures.Payment;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.RuleKind;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.RapidTransfer;
import ai.finai.patterns.kinds.Structuring;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import ai.finai.state.MatchState;
import ai.finai.state.RuleVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.pattern.Pattern;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {

    private static final RuleKind STRUCTURING =
            new Structuring(Money.of("10000.00", "USD"), Fraction.parse("0.8"), 3, Duration.ofDays(7));
    private static final RuleKind RAPID_TRANSFER =
            new RapidTransfer(Money.of("5000.00", "USD"), Fraction.parse("0.8"), Duration.ofHours(24));

    private static Rule rule(String id, int version, RuleKind kind) {
        return new Rule(id, version, Severity.HIGH, Scope.EVERYTHING, kind);
    }

    private static RuleBook book(Rule... rules) {
        return new RuleBook("USD", List.of(rules), "0");
    }

    private static Posting deposit(String amount, String time) {
        return cash(amount).into("A1").at(time).credit();
    }

    private static List<String> ids(List<Oracle.Found> found) {
        return found.stream()
                .map(alert -> alert.ruleId()
                        + alert.evidence().stream()
                                .map(Oracle.Evidence::transactionId)
                                .toList())
                .toList();
    }

    /** Flink's operator with a skip strategy holds the second alert until the first credit has expired. */
    @Test
    void anAlertWaitsForNoEarlierOpenMatch() {
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book(rule("rapid", 1, RAPID_TRANSFER))));
        accounts.watch(List.of(
                transfer("50,000").from("B").to("A1").at("10:00").id("large").credit(),
                transfer("5,000").from("B").to("A1").at("10:01").id("small").credit(),
                transfer("4,500").from("A1").to("C").at("10:02").id("out").debit()));
        assertThat(ids(accounts.found())).containsExactly("rapid[small, out]");
        assertThat(accounts.accounts())
                .as("the large credit has seen that debit too")
                .isZero();
    }

    @Test
    void anAlertUsesItsPostingsUpForItsRuleOnly() {
        WatchedAccounts accounts =
                new WatchedAccounts(new RuleMatcher(book(rule("one", 1, STRUCTURING), rule("other", 1, STRUCTURING))));
        accounts.watch(List.of(
                deposit("9,000", "10:00"),
                deposit("9,100", "11:00"),
                deposit("9,200", "12:00"),
                deposit("9,300", "13:00"),
                deposit("9,400", "14:00"),
                deposit("9,500", "15:00")));
        assertThat(accounts.found().stream().map(Oracle.Found::ruleId)).containsExactly("one", "other", "one", "other");
    }

    @Test
    void aPostingThatMattersToNoRuleIsNotAskedAbout() {
        RuleMatcher matcher = new RuleMatcher(book(
                rule("cash", 1, STRUCTURING),
                new Rule(
                        "cards",
                        1,
                        Severity.LOW,
                        new Scope(Set.of("CARD"), null, null, null, null, null),
                        RAPID_TRANSFER)));
        assertThat(matcher.concerns(deposit("9,000", "10:00"))).isTrue();
        assertThat(matcher.concerns(deposit("7,999.99", "10:00"))).isFalse();
        assertThat(matcher.concerns(deposit("8,000", "10:00"))).isTrue();
        assertThat(matcher.concerns(deposit("10,000", "10:00"))).isTrue();
        assertThat(matcher.concerns(deposit("10,000.01", "10:00"))).isFalse();
        assertThat(matcher.concerns(card("5").from("A1").to("B").debit())).isTrue();
        assertThat(matcher.concerns(card("9,000").from("B").to("A1").credit())).isTrue();
        assertThat(matcher.concerns(card("4,999.99").from("B").to("A1").credit()))
                .isFalse();
        assertThat(matcher.concerns(transfer("9,000").from("B").to("A1").credit()))
                .isFalse();
        assertThat(matcher.concerns(cash("9,000").outOf("A1").debit())).isFalse();
    }

    @Test
    void whatRulesConcernIsWhatTheMatcherFinds() {
        RandomPayments random = RandomPayments.seeded();
        RuleMatcher matcher = new RuleMatcher(RandomPayments.BOOK);
        for (Posting posting : RandomPayments.postings(random.transactions(20_000))) {
            if (posting.rated()) {
                assertThat(matcher.concerns(posting))
                        .as("%s %s", random, posting)
                        .isEqualTo(RandomPayments.BOOK.rules().stream().anyMatch(rule -> rule.concerns(posting)));
            }
        }
    }

    @Test
    void aRuleInBothBooksGoesOnAndTheOthersBeginAnew() {
        Rule stays = rule("stays", 1, STRUCTURING);
        WatchedAccounts accounts = new WatchedAccounts(
                        new RuleMatcher(book(rule("goes", 1, STRUCTURING), stays, rule("changes", 1, STRUCTURING))))
                .throughBytes();
        accounts.watch(List.of(deposit("9,000", "10:00"), deposit("9,100", "11:00")));
        accounts.changeTo(new RuleMatcher(book(rule("new", 1, STRUCTURING), rule("changes", 2, STRUCTURING), stays)));
        accounts.watch(List.of(deposit("9,200", "12:00")));
        assertThat(accounts.found().stream().map(Oracle.Found::ruleId)).containsExactly("stays");
        MatchState state = accounts.stateOf("A1");
        assertThat(state).isNotNull();
        assertThat(state.openMatches().stream().map(open -> open.rule()))
                .containsExactly(new RuleVersion("new", 1), new RuleVersion("changes", 2));
        accounts.watch(List.of(deposit("9,300", "13:00"), deposit("9,400", "14:00")));
        assertThat(accounts.found().stream().map(Oracle.Found::ruleId))
                .containsExactlyInAnyOrder("stays", "new", "changes");
    }

    @Test
    void booksThatChangeWithTheirRulesInAnotherOrderFindWhatOneBookFinds() {
        RandomPayments random = RandomPayments.seeded();
        for (int i = 0; i < 200; i++) {
            List<Posting> postings = RandomPayments.postings(random.transactions(150)).stream()
                    .filter(Posting::rated)
                    .sorted(Posting.ORDER)
                    .toList();
            List<Rule> reversed = new ArrayList<>(RandomPayments.BOOK.rules());
            Collections.reverse(reversed);
            WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(RandomPayments.BOOK));
            accounts.watch(postings.subList(0, postings.size() / 2));
            accounts.changeTo(new RuleMatcher(new RuleBook("USD", reversed, "1")));
            accounts.watch(postings.subList(postings.size() / 2, postings.size()));
            assertThat(accounts.found()).as(random.toString()).isEqualTo(Oracle.alerts(RandomPayments.BOOK, postings));
        }
    }

    @Test
    void aStateWhoseRulesAreAllGoneIsCleared() {
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book(rule("goes", 1, STRUCTURING))));
        accounts.watch(List.of(deposit("9,000", "10:00")));
        accounts.changeTo(new RuleMatcher(book(rule("new", 1, RAPID_TRANSFER))));
        accounts.watch(List.of(transfer("10").from("A1").to("B").at("11:00").debit()));
        assertThat(accounts.accounts()).isZero();
    }

    @Test
    void whatChangesNothingIsNotWritten() {
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book(rule("rapid", 1, RAPID_TRANSFER))));
        accounts.watch(List.of(transfer("10").from("A1").to("B").at("10:00").debit()));
        assertThat(accounts.writes).isZero();
        assertThat(accounts.accounts()).isZero();
    }

    @Test
    void anEntryLivesUntilItsLastMatchCanNotBeCompleted() {
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book(rule("cash", 1, STRUCTURING))));
        Posting last = deposit("9,100", "11:00");
        accounts.watch(List.of(deposit("9,000", "10:00"), last));
        long end = last.eventTime() + Duration.ofDays(7).toMillis();
        assertThat(accounts.stateOf("A1").expiry()).isEqualTo(end);
        accounts.cleanUp(end - 1);
        assertThat(accounts.accounts()).isEqualTo(1);
        accounts.cleanUp(end);
        assertThat(accounts.accounts()).isZero();
    }

    /** A corporate account whose credits stay open while it pays out a hundred thousand small amounts. */
    @Test
    void aHotAccountStaysSmallAndFast() {
        RuleMatcher matcher = new RuleMatcher(book(rule("rapid", 1, RAPID_TRANSFER)));
        Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
        Matches matches = new Matches() {
            @Override
            public void matched(Rule rule, Match match) {
                throw new AssertionError("nothing is completed here");
            }

            @Override
            public void dropped(Rule rule, DropReason reason, int partialMatches) {
                dropped.merge(reason, partialMatches, Integer::sum);
            }
        };
        WatchedAccounts bytes = new WatchedAccounts(matcher);
        Payment credit = transfer("900,000").from("B").to("A1");
        Payment debit = transfer("0.01").from("A1").to("B");
        MatchState state = null;
        int largest = 0;
        for (int i = 0; i < 100_000; i++) {
            long time = RandomPayments.START + i * 500L;
            String id = "H" + (1_000_000 + i);
            Posting posting = i % 390 == 0
                    ? credit.at(time).id(id).credit()
                    : debit.at(time).id(id).debit();
            state = matcher.advance(state, posting, matches);
            assertThat(state.postings().size()).isLessThanOrEqualTo(RuleMatcher.MAX_POSTINGS);
            if (i % 100 == 0) {
                largest = Math.max(largest, bytes.bytesOf(state));
                state = bytes.throughBytes(state);
            }
        }
        assertThat(largest).isBetween(RuleMatcher.MAX_POSTINGS * 20, RuleMatcher.MAX_POSTINGS * 120);
        assertThat(dropped).containsOnlyKeys(DropReason.TOO_MANY_POSTINGS);
    }

    @Test
    void theOldestOfTooManyOpenMatchesGoesAndIsReported() {
        WatchedAccounts accounts = new WatchedAccounts(new RuleMatcher(book(rule("rapid", 1, RAPID_TRANSFER))));
        for (int i = 0; i < 300; i++) {
            accounts.watch(List.of(transfer("900,000")
                    .from("B")
                    .to("A1")
                    .at(RandomPayments.START + i)
                    .id("T" + i)
                    .credit()));
        }
        assertThat(accounts.dropped()).containsExactly(Map.entry(DropReason.TOO_MANY_PARTIAL_MATCHES, 44));
        assertThat(accounts.stateOf("A1").rule(0).size()).isEqualTo(RuleMatcher.MAX_PARTIAL_MATCHES);
    }

    @Test
    void branchesOnFlinksNfaAreBoundedToo() {
        Pattern<Posting, ?> pattern = Pattern.<Posting>begin("a")
                .where(Letters.is("a"))
                .followedByAny("b")
                .where(Letters.is("b"))
                .oneOrMore()
                .allowCombinations()
                .followedBy("c")
                .where(Letters.is("c"))
                .within(Duration.ofMinutes(1));
        WatchedAccounts accounts =
                new WatchedAccounts(new RuleMatcher(PatternRule.book(PatternRule.rule("wild", 1, pattern))));
        accounts.watch(Letters.of("abbbbbbbbbbbbbbb"));
        assertThat(accounts.dropped()).containsKey(DropReason.TOO_MANY_PARTIAL_MATCHES);
        accounts.watch(Letters.of("abbbbbbbbbbbbbbbc").subList(16, 17));
        assertThat(accounts.found())
                .as("alerts are one a posting, whatever the branches")
                .hasSize(1);
        assertThat(accounts.accounts()).isZero();
    }

    @Test
    void onFlinksNfaTooAnAlertUsesItsPostingsUp() {
        Pattern<Posting, ?> pattern = Pattern.<Posting>begin("a")
                .where(Letters.is("a"))
                .followedByAny("b")
                .where(Letters.is("b"))
                .within(Duration.ofMinutes(1));
        WatchedAccounts accounts = new WatchedAccounts(
                        new RuleMatcher(PatternRule.book(PatternRule.rule("any", 1, pattern))))
                .throughBytes();
        accounts.watch(Letters.of("aabb"));
        assertThat(ids(accounts.found())).containsExactly("any[T000, T002]", "any[T001, T003]");
        assertThat(accounts.accounts()).isZero();
    }

    @Test
    void aPatternThatChangedWithoutItsVersionBeginsAnewAndIsReported() {
        Pattern<Posting, ?> before =
                Pattern.<Posting>begin("a").next("b").next("c").within(Duration.ofMinutes(1));
        Pattern<Posting, ?> after =
                Pattern.<Posting>begin("x").next("y").next("z").within(Duration.ofMinutes(1));
        WatchedAccounts accounts =
                new WatchedAccounts(new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, before))));
        List<Posting> postings = Letters.of("abcde");
        accounts.watch(postings.subList(0, 1));
        accounts.changeTo(new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, after))));
        accounts.watch(postings.subList(1, 5));
        assertThat(accounts.dropped()).containsOnlyKeys(DropReason.PATTERN_CHANGED);
        assertThat(ids(accounts.found())).containsExactly("r[T001, T002, T003]");
    }

    @Test
    void aPatternThatMovesBetweenAutomatonAndNfaBeginsAnewAndIsReportedOnce() {
        Pattern<Posting, ?> onNfa =
                Pattern.<Posting>begin("x").next("y").next("z").within(Duration.ofMinutes(1));
        Pattern<Posting, ?> onAutomaton =
                Pattern.<Posting>begin("x").followedBy("y").followedBy("z").within(Duration.ofMinutes(1));
        for (List<Pattern<Posting, ?>> change : List.of(List.of(onNfa, onAutomaton), List.of(onAutomaton, onNfa))) {
            List<Posting> postings = Letters.of("abcde");
            WatchedAccounts accounts = changed(change.get(0), change.get(1), postings, 2);
            assertThat(accounts.dropped()).containsOnlyKeys(DropReason.PATTERN_CHANGED);
            assertThat(ids(accounts.found())).containsExactly("r[T002, T003, T004]");
        }
    }

    @Test
    void aPatternWithFewerStepsThanBeforeBeginsAnew() {
        Pattern<Posting, ?> four = Pattern.<Posting>begin("a")
                .followedBy("b")
                .followedBy("c")
                .followedBy("d")
                .within(Duration.ofMinutes(1));
        Pattern<Posting, ?> two = Pattern.<Posting>begin("a").followedBy("b").within(Duration.ofMinutes(1));
        WatchedAccounts accounts = changed(four, two, Letters.of("abcde"), 3);
        assertThat(accounts.dropped()).containsOnlyKeys(DropReason.PATTERN_CHANGED);
        assertThat(ids(accounts.found())).containsExactly("r[T003, T004]");
    }

    @Test
    void whatAChangedPatternLeftIsCleanedUp() {
        Pattern<Posting, ?> before =
                Pattern.<Posting>begin("a").next("b").next("c").within(Duration.ofMinutes(1));
        Pattern<Posting, ?> after =
                Pattern.<Posting>begin("x").next("y").next("z").within(Duration.ofMinutes(1));
        RuleMatcher matcher = new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, before)));
        MatchState state = null;
        for (Posting posting : Letters.of("ab")) {
            state = matcher.advance(state, posting, NOBODY);
        }
        RuleMatcher other = new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, after)));
        assertThat(other.expire(state, Long.MIN_VALUE + 1)).isNull();
    }

    private static final Matches NOBODY = new Matches() {
        @Override
        public void matched(Rule rule, Match match) {}

        @Override
        public void dropped(Rule rule, DropReason reason, int partialMatches) {}
    };

    /** One pattern for the first postings, another under the same id and version for the rest. */
    private static WatchedAccounts changed(
            Pattern<Posting, ?> before, Pattern<Posting, ?> after, List<Posting> postings, int at) {
        WatchedAccounts accounts =
                new WatchedAccounts(new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, before)))).throughBytes();
        accounts.watch(postings.subList(0, at));
        accounts.changeTo(new RuleMatcher(PatternRule.book(PatternRule.rule("r", 1, after))));
        return accounts.watch(postings.subList(at, postings.size()));
    }
}
