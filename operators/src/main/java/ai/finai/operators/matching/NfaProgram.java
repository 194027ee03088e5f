package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Match;
import ai.finai.state.RuleMatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pattern that an {@link Automaton} cannot on Flink's own NFA and shared buffer, over the rule's part of the
 * account's entry. Complete, and ten to fifty times slower: its state is read from bytes and written back at each
 * posting that concerns the rule.
 */
final class NfaProgram implements Program {

    private static final AfterMatchSkipStrategy NO_SKIP = AfterMatchSkipStrategy.noSkip();

    /** The match that began first; of those that began together, the one whose postings come first, one by one. */
    private static final Comparator<MappedMatch> FIRST = (left, right) -> {
        int both = Math.min(left.postings().size(), right.postings().size());
        for (int i = 0; i < both; i++) {
            int order = Posting.ORDER.compare(
                    left.postings().get(i), right.postings().get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.postings().size(), right.postings().size());
    };

    private final NFA<Posting> nfa;
    private final SharedPostings shared;
    private final long longest;
    private final String reason;

    /**
     * @param longest milliseconds for which a partial match can wait for its next posting, at most
     * @param reason what in the pattern needs it
     */
    NfaProgram(NFA<Posting> nfa, SharedPostings shared, long longest, String reason) {
        this.nfa = nfa;
        this.shared = shared;
        this.longest = longest;
        this.reason = reason;
    }

    @Override
    public String explanation() {
        return "Flink's NFA, because " + reason;
    }

    @Override
    public long window() {
        return longest;
    }

    /** What its bytes hold is seen when they are read. */
    @Override
    public boolean canGoOnWith(RuleMatches matches) {
        return matches.program() != null || matches.size() == 0;
    }

    @Override
    public void advance(RuleMatches matches, Turn turn, boolean consuming, Findings findings) {
        try {
            advanceChecked(matches, turn, consuming, findings);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a pattern failed on Flink's NFA", e);
        }
    }

    private void advanceChecked(RuleMatches matches, Turn turn, boolean consuming, Findings findings) throws Exception {
        Posting posting = turn.posting();
        long time = posting.eventTime();
        NFAState state = open(matches, turn, findings);
        Collection<Map<String, List<Posting>>> found;
        try (SharedBufferAccessor<Posting> accessor = shared.accessor()) {
            if (state == null) {
                state = nfa.createInitialNFAState();
            } else {
                nfa.advanceTime(accessor, state, time, NO_SKIP);
            }
            found = nfa.process(accessor, state, posting, time, NO_SKIP, () -> time);
            if (!found.isEmpty()) {
                List<MappedMatch> complete = new ArrayList<>(found.size());
                found.forEach(match -> complete.add(MappedMatch.of(match)));
                complete.sort(FIRST);
                if (consuming) {
                    releaseThoseWith(complete.get(0).postings(), state, accessor);
                    findings.match(complete.get(0));
                } else {
                    complete.forEach(findings::match);
                }
            }
            bound(state, accessor, findings);
        }
        while (shared.size() > RuleMatcher.MAX_POSTINGS) {
            try (SharedBufferAccessor<Posting> accessor = shared.accessor()) {
                findings.dropped(DropReason.TOO_MANY_POSTINGS, releaseOldest(state, accessor));
            }
        }
        if (save(matches, state, turn)) {
            turn.until(Program.later(time, longest));
        }
    }

    private @Nullable NFAState open(RuleMatches matches, Turn turn, Findings findings) {
        byte[] program = matches.program();
        if (program == null || matches.size() == 0) {
            shared.clear();
            return null;
        }
        try {
            return load(program, matches, turn);
        } catch (IOException e) {
            findings.dropped(DropReason.PATTERN_CHANGED, 1);
            matches.truncate(0);
            turn.release();
            shared.clear();
            return null;
        }
    }

    /** @throws IOException if the bytes are those of another pattern */
    private NFAState load(byte[] program, RuleMatches matches, Turn turn) throws IOException {
        NFAState state = shared.load(program, matches.get(0), turn.state().postings());
        for (ComputationState partial : state.getPartialMatches()) {
            if (nfa.getStates().stream().noneMatch(known -> known.getName().equals(partial.getCurrentStateName()))) {
                throw new IOException("no state '" + partial.getCurrentStateName() + "'");
            }
        }
        return state;
    }

    /** Whether partial matches are left that are not as before. */
    private boolean save(RuleMatches matches, NFAState state, Turn turn) throws IOException {
        if (begun(state) == 0) {
            if (matches.size() > 0) {
                matches.truncate(0);
                turn.release();
            }
            shared.clear();
            return false;
        }
        return shared.save(state, matches, turn);
    }

    /** Forgets every partial match that holds one of the postings. */
    private static void releaseThoseWith(List<Posting> postings, NFAState state, SharedBufferAccessor<Posting> accessor)
            throws Exception {
        Set<Posting> used = Collections.newSetFromMap(new IdentityHashMap<>());
        used.addAll(postings);
        for (Iterator<ComputationState> it = state.getPartialMatches().iterator(); it.hasNext(); ) {
            ComputationState partial = it.next();
            if (partial.getStartEventID() != null && holdsAny(partial, used, accessor)) {
                accessor.releaseNode(partial.getPreviousBufferEntry(), partial.getVersion());
                it.remove();
            }
        }
    }

    private static boolean holdsAny(
            ComputationState partial, Set<Posting> used, SharedBufferAccessor<Posting> accessor) {
        return accessor.extractPatterns(partial.getPreviousBufferEntry(), partial.getVersion()).stream()
                .flatMap(path -> accessor.materializeMatch(path).values().stream())
                .flatMap(List::stream)
                .anyMatch(used::contains);
    }

    private static void bound(NFAState state, SharedBufferAccessor<Posting> accessor, Findings findings)
            throws Exception {
        int dropped = 0;
        while (begun(state) > RuleMatcher.MAX_PARTIAL_MATCHES) {
            dropped += releaseOldest(state, accessor);
        }
        if (dropped > 0) {
            findings.dropped(DropReason.TOO_MANY_PARTIAL_MATCHES, dropped);
        }
    }

    /** The queue is ordered by what began first. */
    private static int releaseOldest(NFAState state, SharedBufferAccessor<Posting> accessor) throws Exception {
        ComputationState oldest = state.getPartialMatches().poll();
        if (oldest == null || oldest.getStartEventID() == null) {
            throw new IllegalStateException("Flink's shared buffer holds postings that no partial match does");
        }
        accessor.releaseNode(oldest.getPreviousBufferEntry(), oldest.getVersion());
        return 1;
    }

    /** How many partial matches have begun. */
    private static int begun(NFAState state) {
        Queue<ComputationState> partials = state.getPartialMatches();
        int count = 0;
        for (ComputationState partial : partials) {
            if (partial.getStartEventID() != null) {
                count++;
            }
        }
        return count;
    }

    @Override
    public long expire(RuleMatches matches, Turn turn, long watermark) {
        byte[] program = matches.program();
        if (program == null || matches.size() == 0) {
            return Long.MIN_VALUE;
        }
        try {
            NFAState state = load(program, matches, turn);
            long last = Long.MIN_VALUE;
            try (SharedBufferAccessor<Posting> accessor = shared.accessor()) {
                // No posting later than the watermark is earlier than this.
                nfa.advanceTime(accessor, state, Program.later(watermark, 1), NO_SKIP);
                for (ComputationState partial : state.getPartialMatches()) {
                    if (partial.getStartEventID() != null) {
                        last = Math.max(last, Math.max(partial.getStartTimestamp(), partial.getPreviousTimestamp()));
                    }
                }
            }
            save(matches, state, turn);
            return last == Long.MIN_VALUE ? last : Math.max(Program.later(last, longest), Program.later(watermark, 1));
        } catch (IOException e) {
            matches.truncate(0);
            turn.release();
            return Long.MIN_VALUE;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a pattern failed on Flink's NFA", e);
        }
    }

    /** A match as Flink gives it. */
    private record MappedMatch(Map<String, List<Posting>> bySteps, List<Posting> postings) implements Match {

        static MappedMatch of(Map<String, List<Posting>> match) {
            List<Posting> postings = new ArrayList<>();
            match.values().forEach(postings::addAll);
            postings.sort(Posting.ORDER);
            return new MappedMatch(match, Collections.unmodifiableList(postings));
        }

        @Override
        public List<Posting> of(String step) {
            return Collections.unmodifiableList(bySteps.getOrDefault(step, List.of()));
        }
    }
}
