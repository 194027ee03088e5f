package ai.finai.patterns;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import java.io.Serializable;

/**
 * A rule of a rule book: a kind with parameters, for a part of the postings.
 *
 * @param id stable name; matches in progress are kept by id and version
 * @param version raised by its author whenever the rule's meaning changes
 * @param scope which postings it looks at
 */
public record Rule(String id, int version, Severity severity, Scope scope, RuleKind kind) implements Serializable {

    /** As {@link #concerns(Posting, double)}, for a posting without a score. */
    public boolean concerns(Posting posting) {
        return concerns(posting, Double.NaN);
    }

    /** @param score of the posting; NaN without one */
    public boolean concerns(Posting posting, double score) {
        return kind.concerns(posting) && scope.covers(posting, score);
    }

    public Alert.RuleReference reference() {
        return new Alert.RuleReference(id, kind.name(), version);
    }
}
