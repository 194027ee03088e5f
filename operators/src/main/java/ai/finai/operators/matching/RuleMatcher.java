package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.state.MatchState;
import ai.finai.state.RuleMatches;
import ai.finai.state.RuleVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Advances the open matches of one account over its postings, for every rule of a book at once. It holds no account's
 * state itself: the caller reads the account's {@link MatchState}, gives it to {@link #advance} with each posting in
 * {@link Posting#ORDER}, and writes it back where {@link #changed()} says so. Late and unrated postings must not be
 * given to it. Not thread-safe; one an operator.
 *
 * <p><b>What an alert uses up.</b> When a posting completes partial matches of a rule, the one that began first is the
 * match. Its postings are used up for that rule and account: partial matches of the rule that hold one of them go, and
 * the posting that completed it begins none. Other rules are not touched.
 *
 * <p><b>What bounds the state of an account.</b> Time: a partial match goes when its rule's window has passed. Number:
 * a rule has at most {@link #MAX_PARTIAL_MATCHES} partial matches in an account, and they hold at most
 * {@link #MAX_POSTINGS} different postings; beyond either the oldest partial match is dropped, and reported
 * ({@link Matches#dropped}), because an alert may be missing from then on. Postings are held once for all rules, and a
 * partial match that takes one neighbour after the other costs no more for a thousand than for one, so a corporate
 * account with 256 open credits and any number of debits has an entry of at most about 120 KB a rule.
 *
 * <p><b>Books can be exchanged.</b> State is kept by rule id and version. A matcher of another book over the same states
 * goes on with the rules that both have; entries of the others are dropped when the account is next advanced or expired;
 * a new rule, or a new version, begins without partial matches.
 */
public final class RuleMatcher {

    /** Partial matches of a rule in an account: when one more begins, the oldest is dropped and reported. */
    public static final int MAX_PARTIAL_MATCHES = 256;

    /**
     * Different postings that a rule's partial matches hold in an account: while there are more after a posting, the
     * oldest partial match is dropped and reported.
     */
    public static final int MAX_POSTINGS = 1_000;

    private static final int NOT_IN_BOOK = -1;

    private final Rule[] rules;
    private final Program[] programs;

    /** For each rule: matches to begin with where the account has none. */
    private final RuleMatches[] spare;

    private final Map<RuleVersion, Integer> slots = new HashMap<>();
    private final ActiveRules active;
    private final boolean consuming;
    private final Turn turn = new Turn(this);
    private final RuleFindings findings = new RuleFindings();
    private long[] marks = {};

    /** @throws IllegalArgumentException naming the rule, what its pattern has that cannot run, and what to write instead */
    public RuleMatcher(RuleBook book) {
        this(book, true);
    }

    /** @param consuming false to see every match, as Flink's CEP operator without skipping would: for comparisons */
    RuleMatcher(RuleBook book, boolean consuming) {
        this.consuming = consuming;
        List<Rule> all = List.copyOf(book.rules());
        rules = all.toArray(new Rule[0]);
        programs = new Program[rules.length];
        spare = new RuleMatches[rules.length];
        active = new ActiveRules(all);
        PatternCompiler compiler = new PatternCompiler(new SharedOnce()::get);
        for (int slot = 0; slot < rules.length; slot++) {
            Rule rule = rules[slot];
            try {
                programs[slot] = compiler.compile(rule.kind().pattern());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("rule '" + rule.id() + "': " + e.getMessage(), e);
            }
            RuleVersion version = new RuleVersion(rule.id(), rule.version());
            spare[slot] = new RuleMatches(version, slot);
            slots.put(version, slot);
        }
    }

    /** By rule id, in the order of the book: whether it runs on the automaton or on Flink's NFA, and why. */
    public Map<String, String> explanations() {
        Map<String, String> explanations = new LinkedHashMap<>();
        for (int slot = 0; slot < rules.length; slot++) {
            explanations.put(rules[slot].id(), programs[slot].explanation());
        }
        return explanations;
    }

    /**
     * How long a match of a rule of the book can go on: milliseconds of event time, exclusive, from its first posting, or,
     * where the rule runs on Flink's NFA, from its last at the most.
     */
    public long window(Rule rule) {
        return programs[Objects.requireNonNull(slots.get(new RuleVersion(rule.id(), rule.version())))].window();
    }

    /** As {@link #concerns(Posting, double)}, for a posting without a score. */
    public boolean concerns(Posting posting) {
        return concerns(posting, Double.NaN);
    }

    /**
     * Whether the posting can matter to a rule of the book at all. Where not, nothing needs to be read or advanced.
     * Cheap, without allocation.
     *
     * @param score of the posting; NaN without one
     */
    public boolean concerns(Posting posting, double score) {
        return active.concern(posting, score);
    }

    /** As {@link #advance(MatchState, Posting, double, Matches)}, for a posting without a score. */
    public @Nullable MatchState advance(@Nullable MatchState state, Posting posting, Matches out) {
        return advance(state, posting, Double.NaN, out);
    }

    /**
     * Takes the account's next posting.
     *
     * @param state of the account, or null where it has none. It is changed in place and must not be used afterwards,
     *     only what is returned.
     * @param posting of that account, rated, not before the one given last in {@link Posting#ORDER}
     * @param score of the posting; NaN without one
     * @param out told of matches and of dropped partial matches during the call
     * @return what is to be kept, or null where nothing is
     */
    public @Nullable MatchState advance(@Nullable MatchState state, Posting posting, double score, Matches out) {
        turn.begin(state, posting);
        findings.out = out;
        if (state != null && state.owner() != this) {
            adopt(state);
        }
        ActiveRules.Cell cell = active.of(posting);
        long amount = posting.baseAmount();
        if (cell.reaches(amount)) {
            int index = 0;
            int count = state == null ? 0 : state.ruleCount();
            for (int i = 0; i < cell.slots.length; i++) {
                if (amount < cell.least[i] || amount > cell.most[i]) {
                    continue;
                }
                int slot = cell.slots[i];
                if (!rules[slot].concerns(posting, score)) {
                    continue;
                }
                while (index < count && turn.state().rule(index).slot() < slot) {
                    index++;
                }
                findings.slot = slot;
                if (index < count && turn.state().rule(index).slot() == slot) {
                    advance(turn.state().rule(index), slot);
                } else if (advance(spare[slot], slot)) {
                    turn.state().insert(index, spare[slot]);
                    count++;
                    spare[slot] = new RuleMatches(spare[slot].rule(), slot);
                }
            }
        }
        findings.out = null;
        return turn.end();
    }

    /** Whether the rule has partial matches now. */
    private boolean advance(RuleMatches matches, int slot) {
        programs[slot].advance(matches, turn, consuming, findings);
        if (turn.holds() && turn.state().postings().size() > MAX_POSTINGS && programs[slot] instanceof Automaton) {
            boundPostings(matches);
        }
        return matches.size() > 0;
    }

    private void boundPostings(RuleMatches matches) {
        int dropped = 0;
        while (dropped < matches.size() && heldBy(matches, dropped) > MAX_POSTINGS) {
            dropped++;
        }
        if (dropped > 0) {
            matches.removeOldest(dropped);
            turn.release();
            findings.dropped(DropReason.TOO_MANY_POSTINGS, dropped);
        }
    }

    /** How many different postings the partial matches hold, without the oldest {@code without}. */
    private int heldBy(RuleMatches matches, int without) {
        int words = (turn.state().postings().size() >> 6) + 1;
        if (marks.length < words) {
            marks = new long[2 * words];
        }
        Arrays.fill(marks, 0, words, 0);
        for (int age = without; age < matches.size(); age++) {
            matches.get(age).mark(marks);
        }
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(marks[word]);
        }
        return count;
    }

    /**
     * Whether the last call of {@link #advance} or {@link #expire} changed the state, so that it must be written, or
     * cleared if null was returned.
     */
    public boolean changed() {
        return turn.changed;
    }

    /**
     * Forgets what can match no more once event time has reached {@code watermark}, and the entries of rules that are no
     * longer in the book. For the clean-up timer, see {@link MatchState#expiry()}.
     *
     * @param state of an account; changed in place
     * @return what is to be kept, or null where nothing is
     */
    public @Nullable MatchState expire(MatchState state, long watermark) {
        turn.begin(state, null);
        if (state.owner() != this) {
            adopt(state);
        }
        long expiry = Long.MIN_VALUE;
        for (int i = 0; i < state.ruleCount(); i++) {
            RuleMatches matches = state.rule(i);
            expiry = Math.max(expiry, programs[matches.slot()].expire(matches, turn, watermark));
        }
        if (expiry != state.expiry()) {
            state.expiry(expiry);
            turn.changed = true;
        }
        return turn.end();
    }

    /** A state that was read, or that a matcher of another book has advanced. */
    private void adopt(MatchState state) {
        boolean dropped = false;
        for (int i = 0; i < state.ruleCount(); i++) {
            RuleMatches matches = state.rule(i);
            int slot = slots.getOrDefault(matches.rule(), NOT_IN_BOOK);
            matches.slot(slot);
            dropped |= slot == NOT_IN_BOOK;
            if (slot != NOT_IN_BOOK && !programs[slot].canGoOnWith(matches)) {
                findings.slot = slot;
                findings.dropped(DropReason.PATTERN_CHANGED, matches.size());
                matches.clear();
                dropped = true;
            }
        }
        state.own(this);
        if (dropped) {
            turn.release();
        }
    }

    /** Adds the rule to what its program finds. */
    private final class RuleFindings implements Program.Findings {

        private int slot;
        private @Nullable Matches out;

        @Override
        public void match(Match match) {
            Matches current = out;
            if (current != null) {
                current.matched(rules[slot], match);
            }
        }

        @Override
        public void dropped(DropReason reason, int partialMatches) {
            Matches current = out;
            if (current != null) {
                current.dropped(rules[slot], reason, partialMatches);
            }
        }
    }

    /** Flink's shared buffer, made when a rule needs it. */
    private static final class SharedOnce {

        private @Nullable SharedPostings made;

        SharedPostings get() {
            SharedPostings shared = made;
            if (shared == null) {
                shared = new SharedPostings();
                made = shared;
            }
            return shared;
        }
    }
}
