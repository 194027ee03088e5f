package ai.finai.state;

import ai.finai.events.Posting;
import java.util.List;

/**
 * A partial match as a reader of state sees it.
 *
 * @param rule whose it is
 * @param step the last step of the rule's pattern that has taken a posting, from 0; always 0 where the rule runs on
 *     Flink's own automaton, which shares postings between its partial matches: they are one here
 * @param postings what it holds, in {@link Posting#ORDER}
 */
public record OpenMatch(RuleVersion rule, int step, List<Posting> postings) {}
