package ai.finai.operators.matching;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Posting;
import ai.finai.patterns.Rule;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.Oracle.Found;
import ai.finai.patterns.oracle.RandomPayments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The patterns mean the same on Flink's own automaton: before anything is used up, the earliest and fullest match from each
 * start is the oracle's. (Flink gives more: branches that leave postings out, and matches that go on after the first.)
 */
class StockCepTest {

    /** Flink's branches grow as two to the number of deposits in a window, so streams are short. */
    private static final int PAYMENTS = 60;

    @Test
    void theFullestEarliestMatchOfFlinkFromEachStartIsTheOracles() throws Exception {
        Map<String, Integer> compared = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            RandomPayments random = RandomPayments.seeded();
            List<Posting> postings = RandomPayments.postings(random.transactions(PAYMENTS));
            for (Rule rule : RandomPayments.BOOK.rules()) {
                List<Found> expected = Oracle.matchesBeforeConsumption(rule, postings);
                assertThat(fullestEarliest(rule, postings))
                        .as(random + " " + rule.id())
                        .isEqualTo(expected);
                compared.merge(rule.kind().name(), expected.size(), Integer::sum);
            }
        }
        assertThat(compared.values()).hasSize(2).allMatch(count -> count > 100);
    }

    private static List<Found> fullestEarliest(Rule rule, List<Posting> postings) throws Exception {
        Map<String, StockMatcher> matchers = new HashMap<>();
        Map<Posting, List<Posting>> byStart = new HashMap<>();
        for (Posting posting : postings.stream().sorted(Posting.ORDER).toList()) {
            if (!posting.rated() || !rule.concerns(posting)) {
                continue;
            }
            for (List<Posting> match : matchers.computeIfAbsent(posting.account(), a -> new StockMatcher(rule))
                    .advance(posting)) {
                byStart.merge(match.get(0), match, StockCepTest::earlierOrFuller);
            }
        }
        List<Found> found = new ArrayList<>();
        byStart.values().forEach(match -> found.add(Found.of(rule.id(), match)));
        found.sort(null);
        return found;
    }

    private static List<Posting> earlierOrFuller(List<Posting> a, List<Posting> b) {
        int byLast = Posting.ORDER.compare(a.get(a.size() - 1), b.get(b.size() - 1));
        if (byLast != 0) {
            return byLast < 0 ? a : b;
        }
        return a.size() >= b.size() ? a : b;
    }
}
