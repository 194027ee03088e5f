package ai.finai.operators.matching;

/** Why a partial match was given up before its time. */
public enum DropReason {
    /** One more began than {@link RuleMatcher#MAX_PARTIAL_MATCHES}: the oldest went. */
    TOO_MANY_PARTIAL_MATCHES,
    /** The rule's partial matches held more than {@link RuleMatcher#MAX_POSTINGS} postings: the oldest went. */
    TOO_MANY_POSTINGS,
    /** The rule's pattern changed without a new version, so what was kept cannot be continued: the rule starts anew. */
    PATTERN_CHANGED
}
