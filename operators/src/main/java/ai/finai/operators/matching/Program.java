package ai.finai.operators.matching;

import ai.finai.patterns.Match;
import ai.finai.state.RuleMatches;

/**
 * A compiled pattern: advances the partial matches of one rule in one account. Holds no account's state. Not
 * thread-safe, not serializable.
 */
sealed interface Program permits Automaton, NfaProgram {

    /** Takes what a program finds in a turn. */
    interface Findings {

        /** The posting whose turn it is has completed a match. */
        void match(Match match);

        /** Partial matches were given up. */
        void dropped(DropReason reason, int partialMatches);
    }

    /**
     * Advances a rule's partial matches over the posting whose turn it is. A posting that becomes part of one gets its
     * place from the turn.
     *
     * @param matches of the rule; empty where it has none in this account
     * @param consuming whether a match uses its postings up: then only the one that began first counts, every partial
     *     match that holds one of its postings goes, and the posting begins none. Else all count and all go on.
     */
    void advance(RuleMatches matches, Turn turn, boolean consuming, Findings findings);

    /**
     * Forgets the partial matches that can take no posting later than {@code watermark}.
     *
     * @param turn without a posting
     * @return until when what is left can live, or {@link Long#MIN_VALUE} where nothing is
     */
    long expire(RuleMatches matches, Turn turn, long watermark);

    /**
     * Whether it can go on with partial matches that were kept. Not where the pattern of a rule was changed without
     * giving it a new version.
     */
    boolean canGoOnWith(RuleMatches matches);

    /**
     * Milliseconds of event time for which a match can go on, exclusive: from its first posting, or, on Flink's NFA, from
     * its last at the most.
     */
    long window();

    /** Where it runs, and why, in a phrase. */
    String explanation();

    /** {@code time + duration}, or the end of time. */
    static long later(long time, long duration) {
        long sum = time + duration;
        return sum < time ? Long.MAX_VALUE : sum;
    }
}
