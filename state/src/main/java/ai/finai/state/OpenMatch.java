package ai.finai.state;

import ai.finai.events.Posting;
import java.util.List;

/**
 * A partial match as a reader of state sees it.
 *
 * @param rule whose it is
 * @param step the last step of the rule's pattern that has taken a posting, from 0; always 0 where the rule runs on
 *     Flink's own automaton, which shares postings between its partial matches: they are one here
 * @param postings what it holds, in {@link Posting#ORDER}; at least one
 * @param merged whether it stands for several that share postings, as on Flink's own automaton
 */
public record OpenMatch(RuleVersion rule, int step, List<Posting> postings, boolean merged) {

    /**
     * Event time from which on it can take no posting any more: that of its first, or, if it stands for several, any of which
     * may have begun with the last, that one, and the rule's window.
     *
     * @param window of the rule, milliseconds
     */
    public long expiry(long window) {
        long from = postings.get(merged ? postings.size() - 1 : 0).eventTime();
        return window > Long.MAX_VALUE - Math.max(from, 0) ? Long.MAX_VALUE : from + window;
    }
}
