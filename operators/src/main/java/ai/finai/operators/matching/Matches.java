package ai.finai.operators.matching;

import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;

/** Takes what a {@link RuleMatcher} finds, at the posting that completed it. */
public interface Matches {

    /**
     * A rule has been fulfilled. Called in the order of the rules in the book, at most once a rule and posting.
     *
     * @param match immutable, may be kept; its last posting is the one being advanced over
     */
    void matched(Rule rule, Match match);

    /**
     * Partial matches were given up before their time, so an alert may be missing: to be counted and reported.
     *
     * @param partialMatches how many, at least 1
     */
    void dropped(Rule rule, DropReason reason, int partialMatches);
}
