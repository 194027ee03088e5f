package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Totals;
import ai.finai.state.HeldPostings;
import ai.finai.state.PartialMatch;
import ai.finai.state.RuleMatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pattern of steps in sequence with relaxed contiguity. One partial match begins with each posting that fulfils
 * the first step. A posting is taken by the furthest step that the match may go on to and whose condition it fulfils;
 * by the current step if it fulfils no later one; else it is passed over. A match is complete as soon as nothing more
 * is required. There is no branching, so the cost of a posting is the number of partial matches.
 */
final class Automaton implements Program {

    /** What is remembered of the plain conditions of a posting fits into a long. */
    static final int MAX_STEPS = 64;

    private final Step[] steps;
    private final String[] names;
    private final long within;

    /** For each step: the furthest one that a match may go on to from it. */
    private final int[] furthest;

    /** For each step: whether nothing after it is required. */
    private final boolean[] mayEnd;

    private final Context context = new Context();

    /** Which steps' plain conditions were asked about the posting whose turn it is, and which it fulfils. */
    private long asked;

    private long fulfilled;

    /** Which step completed the match that {@link #take} returned. */
    private int firstCompletedBy;

    /** @param within milliseconds from the first posting to the last, exclusive; above 0 */
    Automaton(List<Step> sequence, long within) {
        steps = sequence.toArray(new Step[0]);
        names = new String[steps.length];
        furthest = new int[steps.length];
        mayEnd = new boolean[steps.length];
        this.within = within;
        int last = steps.length - 1;
        for (int i = last; i >= 0; i--) {
            names[i] = steps[i].name;
            mayEnd[i] = i == last || (mayEnd[i + 1] && steps[i + 1].optional);
            furthest[i] = i == last ? last : steps[i + 1].optional ? furthest[i + 1] : i + 1;
        }
    }

    @Override
    public String explanation() {
        return "automaton";
    }

    @Override
    public long window() {
        return within;
    }

    @Override
    public boolean canGoOnWith(RuleMatches matches) {
        if (matches.program() != null) {
            return false;
        }
        for (int age = 0; age < matches.size(); age++) {
            if (matches.get(age).step() >= steps.length) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void advance(RuleMatches matches, Turn turn, boolean consuming, Findings findings) {
        Posting posting = turn.posting();
        asked = 0;
        fulfilled = 0;
        context.posting = posting;
        int size = matches.size();
        if (size > 0) {
            PartialMatch first = take(matches, turn, consuming, findings);
            if (first != null) {
                FoundMatch found = complete(first, firstCompletedBy, turn);
                drop(matches, first, turn);
                findings.match(found);
                return;
            }
        }
        if (fits(0, null)) {
            begin(matches, turn, consuming, findings);
        }
    }

    /** Lets every partial match take the posting, forgets the dead, and returns the oldest complete one if consuming. */
    private @Nullable PartialMatch take(RuleMatches matches, Turn turn, boolean consuming, Findings findings) {
        Posting posting = turn.posting();
        context.held = turn.state().postings();
        long dead = posting.eventTime() - within;
        int size = matches.size();
        int kept = 0;
        PartialMatch first = null;
        for (int age = 0; age < size; age++) {
            PartialMatch match = matches.get(age);
            if (match.startTime() <= dead) {
                continue;
            }
            int step = takenBy(match);
            if (step >= 0) {
                if (mayEnd[step] && match.taken(step) + 1 >= steps[step].least) {
                    if (!consuming) {
                        findings.match(complete(match, step, turn));
                    } else if (first == null) {
                        first = match;
                        firstCompletedBy = step;
                    }
                    continue;
                }
                match.take(step, turn.place(), posting.baseAmount());
                turn.changed = true;
            }
            if (kept != age) {
                matches.set(kept, match);
            }
            kept++;
        }
        if (kept < size) {
            matches.truncate(kept);
            turn.release();
        }
        return first;
    }

    /** The step that takes the posting, or -1. */
    private int takenBy(PartialMatch match) {
        int at = match.step();
        int taken = match.taken(at);
        Step step = steps[at];
        if (taken >= step.least) {
            for (int next = furthest[at]; next > at; next--) {
                if (fits(next, match)) {
                    return next;
                }
            }
        }
        return taken < step.most && fits(at, match) ? at : -1;
    }

    private boolean fits(int index, @Nullable PartialMatch match) {
        Step step = steps[index];
        long bit = 1L << index;
        try {
            if ((asked & bit) == 0) {
                asked |= bit;
                context.match = null;
                if (all(step.plain)) {
                    fulfilled |= bit;
                }
            }
            if ((fulfilled & bit) == 0) {
                return false;
            }
            context.match = match;
            return all(step.iterative);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the condition of step '" + step.name + "' failed", e);
        }
    }

    private boolean all(IterativeCondition<Posting>[] conditions) throws Exception {
        for (IterativeCondition<Posting> condition : conditions) {
            if (!condition.filter(context.posting(), context)) {
                return false;
            }
        }
        return true;
    }

    private void begin(RuleMatches matches, Turn turn, boolean consuming, Findings findings) {
        Posting posting = turn.posting();
        if (mayEnd[0] && steps[0].least <= 1) {
            if (consuming) {
                drop(matches, null, turn);
            }
            int[] ends = new int[steps.length];
            Arrays.fill(ends, 1);
            findings.match(new FoundMatch(names, new Posting[] {posting}, ends));
            return;
        }
        if (matches.size() == RuleMatcher.MAX_PARTIAL_MATCHES) {
            matches.removeOldest(1);
            turn.release();
            findings.dropped(DropReason.TOO_MANY_PARTIAL_MATCHES, 1);
        }
        matches.add(new PartialMatch(turn.place(), posting.eventTime(), posting.baseAmount()));
        turn.changed = true;
        turn.until(Program.later(posting.eventTime(), within));
    }

    /** Forgets the partial matches that hold a posting of a match that is complete, or the posting that completed it. */
    private static void drop(RuleMatches matches, @Nullable PartialMatch complete, Turn turn) {
        int size = matches.size();
        int kept = 0;
        for (int age = 0; age < size; age++) {
            PartialMatch match = matches.get(age);
            if ((complete != null && match.shares(complete)) || turn.heldBy(match)) {
                continue;
            }
            if (kept != age) {
                matches.set(kept, match);
            }
            kept++;
        }
        if (kept < size) {
            matches.truncate(kept);
            turn.release();
        }
    }

    /** The postings of a partial match, and the one whose turn it is, which a step took to complete it. */
    private FoundMatch complete(PartialMatch match, int by, Turn turn) {
        int count = match.taken();
        Posting[] postings = new Posting[count + 1];
        HeldPostings held = turn.state().postings();
        int next = 0;
        for (int run = 0; run < match.runs(); run++) {
            for (int place = match.runFrom(run); place < match.runTo(run); place++) {
                postings[next++] = held.get(place);
            }
        }
        postings[count] = turn.posting();
        int[] ends = new int[steps.length];
        int end = 0;
        for (int step = 0; step < steps.length; step++) {
            end += match.taken(step);
            ends[step] = step >= by ? end + 1 : end;
        }
        return new FoundMatch(names, postings, ends);
    }

    @Override
    public long expire(RuleMatches matches, Turn turn, long watermark) {
        int size = matches.size();
        int dead = 0;
        while (dead < size && Program.later(matches.get(dead).startTime(), within) <= watermark) {
            dead++;
        }
        if (dead > 0) {
            matches.removeOldest(dead);
            turn.release();
        }
        return matches.size() == 0
                ? Long.MIN_VALUE
                : Program.later(matches.get(matches.size() - 1).startTime(), within);
    }

    /** What conditions see. */
    private final class Context implements IterativeCondition.Context<Posting>, Totals {

        private @Nullable Posting posting;
        private @Nullable PartialMatch match;
        private @Nullable HeldPostings held;

        Posting posting() {
            Posting current = posting;
            if (current == null) {
                throw new IllegalStateException("a condition is asked outside a turn");
            }
            return current;
        }

        private int index(String name) {
            // The names are constants, so the first round nearly always finds them.
            for (int i = 0; i < names.length; i++) {
                if (names[i] == name) {
                    return i;
                }
            }
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public long baseAmountOf(String name) {
            PartialMatch current = match;
            if (current == null) {
                return 0;
            }
            int step = index(name);
            return step < 0 ? 0 : current.total(step);
        }

        @Override
        public Iterable<Posting> getEventsForPattern(String name) {
            PartialMatch current = match;
            HeldPostings postings = held;
            int step = index(name);
            if (current == null || postings == null || step < 0) {
                return List.of();
            }
            int skip = 0;
            for (int i = 0; i < step; i++) {
                skip += current.taken(i);
            }
            int count = current.taken(step);
            List<Posting> taken = new ArrayList<>(count);
            for (int run = 0; run < current.runs() && count > 0; run++) {
                int from = current.runFrom(run);
                int length = current.runTo(run) - from;
                for (int i = Math.min(skip, length); i < length && count > 0; i++, count--) {
                    taken.add(postings.get(from + i));
                }
                skip = Math.max(0, skip - length);
            }
            return taken;
        }

        @Override
        public long timestamp() {
            return posting().eventTime();
        }

        /** Event time: what is matched must not depend on when. */
        @Override
        public long currentProcessingTime() {
            return posting().eventTime();
        }
    }
}
