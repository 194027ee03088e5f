package ai.finai.patterns;

import ai.finai.events.Posting;
import java.io.Serializable;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A kind of suspicious behaviour with its parameters. An implementation is a record in one file: its components are the
 * parameters of the rule book, its documentation is its specification. It travels with the job graph.
 */
public interface RuleKind extends Serializable {

    /** The name in the rule book: {@code structuring}. */
    String name();

    /**
     * Whether a posting can matter to this rule at all. Cheap, without state: a posting for which it is false touches no
     * state, and must not be able to change any match.
     */
    boolean concerns(Posting posting);

    /** A bound of what {@link #concerns} can be true for: the better it is, the less a book of many rules costs. */
    default Reach reach() {
        return Reach.EVERYTHING;
    }

    /** What is looked for. Conditions see only rated postings that the rule concerns, of one account, in order. */
    Pattern<Posting, ?> pattern();

    /** Says what was found, with the real figures. Called once an alert. */
    Narrative narrate(Match match);
}
