package ai.finai.operators.matching;

/** Why a partial match was given up before its time. */
public enum DropReason {
    /** The rule had {@value RuleMatcher#MAX_PARTIAL_MATCHES} partial matches in the account, and one more began: the oldest went. */
    TOO_MANY_PARTIAL_MATCHES,
    /** The rule's partial matches held more than {@value RuleMatcher#MAX_POSTINGS} postings in the account: the oldest went. */
    TOO_MANY_POSTINGS,
    /** The rule's pattern has changed under the same version, so what was kept cannot be continued: it starts anew. */
    PATTERN_CHANGED
}
