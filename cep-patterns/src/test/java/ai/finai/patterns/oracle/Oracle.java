package ai.finai.patterns.oracle;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.RapidTransfer;
import ai.finai.patterns.kinds.Structuring;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules, written from {@code src/docs/rules.md} alone: plain lists and {@code BigDecimal}, no pattern, no running
 * totals, nothing shared with the rule kinds but their parameters. Slow, and meant to be read beside the document.
 */
public final class Oracle {

    private static final int MOST_OPEN = 256;
    private static final int MOST_POSTINGS = 1_000;

    /** A posting as evidence. */
    public record Evidence(String transactionId, Direction direction) {

        @Override
        public String toString() {
            return direction + ":" + transactionId;
        }
    }

    /** An alert, as far as it depends on rules and postings alone. */
    public record Found(String ruleId, String account, long eventTime, List<Evidence> evidence)
            implements Comparable<Found> {

        /** What an alert of the product must equal; for one whose evidence was not cut. */
        public static Found of(Alert alert) {
            return new Found(
                    alert.rule().id(),
                    alert.subject().id(),
                    alert.eventTime(),
                    alert.evidence().stream()
                            .map(e -> new Evidence(e.transactionId(), e.direction()))
                            .toList());
        }

        /** Of the postings of a match, in order. */
        public static Found of(String ruleId, List<Posting> postings) {
            Posting last = postings.get(postings.size() - 1);
            return new Found(
                    ruleId,
                    last.account(),
                    last.eventTime(),
                    postings.stream()
                            .map(p -> new Evidence(p.transactionId(), p.direction()))
                            .toList());
        }

        @Override
        public int compareTo(Found other) {
            return Comparator.comparingLong(Found::eventTime)
                    .thenComparing(Found::account)
                    .thenComparing(Found::ruleId)
                    .thenComparing(found -> found.evidence().toString())
                    .compare(this, other);
        }
    }

    private Oracle() {}

    /**
     * Every alert of a book on postings that are not late, sorted.
     *
     * @param postings in any order, each once; unrated ones are left out here
     */
    public static List<Found> alerts(RuleBook book, Collection<Posting> postings) {
        List<Found> all = new ArrayList<>();
        for (List<Posting> ofAccount : byAccount(postings).values()) {
            for (Rule rule : book.rules()) {
                all.addAll(alerts(rule, ofAccount));
            }
        }
        all.sort(null);
        return all;
    }

    /**
     * Every match of a rule before anything is used up: for each posting that can start one, the earliest there is. What
     * Flink's own operator gives without skipping has each of these.
     */
    public static List<Found> matchesBeforeConsumption(Rule rule, Collection<Posting> postings) {
        List<Found> all = new ArrayList<>();
        for (List<Posting> ofAccount : byAccount(postings).values()) {
            List<Posting> relevant = ofAccount.stream()
                    .filter(p -> inScope(rule.scope(), p) && isRelevant(rule, p))
                    .toList();
            for (int start = 0; start < relevant.size(); start++) {
                List<Posting> match = canStart(rule, relevant.get(start)) ? firstMatch(rule, relevant, start) : null;
                if (match != null) {
                    all.add(Found.of(rule.id(), match));
                }
            }
        }
        all.sort(null);
        return all;
    }

    private static @Nullable List<Posting> firstMatch(Rule rule, List<Posting> relevant, int start) {
        List<Posting> taken = new ArrayList<>(List.of(relevant.get(start)));
        for (Posting posting : relevant.subList(start + 1, relevant.size())) {
            if (posting.eventTime() - taken.get(0).eventTime() >= window(rule)) {
                return null;
            }
            if (canContinue(rule, posting)) {
                taken.add(posting);
                if (isComplete(rule, taken)) {
                    return taken;
                }
            }
        }
        return null;
    }

    private static Map<String, List<Posting>> byAccount(Collection<Posting> postings) {
        return postings.stream()
                .filter(p -> p.baseAmount() >= 0)
                .sorted(Oracle::order)
                .collect(Collectors.groupingBy(Posting::account, TreeMap::new, Collectors.toList()));
    }

    /** Time, then transaction id by UTF-16 code unit, then credit before debit. */
    private static int order(Posting a, Posting b) {
        if (a.eventTime() != b.eventTime()) {
            return a.eventTime() < b.eventTime() ? -1 : 1;
        }
        int ids = a.transactionId().compareTo(b.transactionId());
        if (ids != 0) {
            return ids;
        }
        return Boolean.compare(a.direction() == Direction.DEBIT, b.direction() == Direction.DEBIT);
    }

    private static List<Found> alerts(Rule rule, List<Posting> postings) {
        List<Found> alerts = new ArrayList<>();
        List<List<Posting>> open = new ArrayList<>();
        for (Posting posting : postings) {
            if (!inScope(rule.scope(), posting) || !isRelevant(rule, posting)) {
                continue;
            }
            open.removeIf(taken -> posting.eventTime() - taken.get(0).eventTime() >= window(rule));
            List<Posting> complete = null;
            if (canContinue(rule, posting)) {
                for (List<Posting> taken : open) {
                    taken.add(posting);
                    if (complete == null && isComplete(rule, taken)) {
                        complete = taken;
                    }
                }
            }
            if (complete != null) {
                alerts.add(Found.of(rule.id(), complete));
                Set<Posting> used = new HashSet<>(complete);
                open.removeIf(taken -> taken.stream().anyMatch(used::contains));
            } else if (canStart(rule, posting)) {
                open.add(new ArrayList<>(List.of(posting)));
            }
            while (open.size() > MOST_OPEN || moreThanMostPostings(open)) {
                open.remove(0);
            }
        }
        return alerts;
    }

    private static boolean moreThanMostPostings(List<List<Posting>> open) {
        long atMost = open.stream().mapToLong(List::size).sum();
        return atMost > MOST_POSTINGS
                && open.stream().flatMap(List::stream).distinct().count() > MOST_POSTINGS;
    }

    private static boolean inScope(Scope scope, Posting p) {
        return listed(scope.channels(), p.channel())
                && listed(scope.currencies(), p.currency())
                && listed(scope.countries(), p.country())
                && listed(scope.accounts(), p.account())
                && (scope.exceptAccounts() == null || !scope.exceptAccounts().contains(p.account()));
    }

    private static boolean listed(@Nullable Set<String> set, @Nullable String value) {
        if (set == null) {
            return true;
        }
        return value != null && set.contains(value);
    }

    private static long window(Rule rule) {
        if (rule.kind() instanceof Structuring structuring) {
            return structuring.within().toMillis();
        }
        return ((RapidTransfer) rule.kind()).within().toMillis();
    }

    private static boolean isRelevant(Rule rule, Posting p) {
        return canStart(rule, p) || canContinue(rule, p);
    }

    private static boolean canStart(Rule rule, Posting p) {
        if (isSelfTransfer(p) || p.direction() != Direction.CREDIT) {
            return false;
        }
        if (rule.kind() instanceof Structuring structuring) {
            return isDeposit(structuring, p);
        }
        RapidTransfer rapid = (RapidTransfer) rule.kind();
        return minor(p.baseAmount()).compareTo(minor(rapid.minCredit().minorUnits())) >= 0;
    }

    private static boolean canContinue(Rule rule, Posting p) {
        if (isSelfTransfer(p)) {
            return false;
        }
        return rule.kind() instanceof Structuring structuring
                ? p.direction() == Direction.CREDIT && isDeposit(structuring, p)
                : p.direction() == Direction.DEBIT;
    }

    private static boolean isSelfTransfer(Posting p) {
        return p.account().equals(p.counterparty());
    }

    private static boolean isDeposit(Structuring kind, Posting p) {
        BigDecimal amount = minor(p.baseAmount());
        BigDecimal threshold = minor(kind.reportingThreshold().minorUnits());
        BigDecimal lower =
                threshold.multiply(new BigDecimal(kind.lowerFraction().toString()));
        return "CASH".equals(p.channel()) && amount.compareTo(lower) >= 0 && amount.compareTo(threshold) <= 0;
    }

    private static boolean isComplete(Rule rule, List<Posting> taken) {
        if (rule.kind() instanceof Structuring structuring) {
            return taken.size() >= structuring.minDeposits()
                    && sum(taken)
                                    .compareTo(minor(
                                            structuring.reportingThreshold().minorUnits()))
                            > 0;
        }
        RapidTransfer rapid = (RapidTransfer) rule.kind();
        BigDecimal out = sum(taken.subList(1, taken.size()));
        BigDecimal needed = minor(taken.get(0).baseAmount())
                .multiply(new BigDecimal(rapid.outFraction().toString()));
        return taken.size() > 1 && out.compareTo(needed) >= 0;
    }

    private static BigDecimal sum(List<Posting> postings) {
        BigInteger sum = BigInteger.ZERO;
        for (Posting posting : postings) {
            sum = sum.add(BigInteger.valueOf(posting.baseAmount()));
        }
        return new BigDecimal(sum);
    }

    private static BigDecimal minor(long minorUnits) {
        return BigDecimal.valueOf(minorUnits);
    }
}
