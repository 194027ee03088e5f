package ai.finai.state.reading.table;

/** Whose state it is. */
public enum Job {
    AML,
    MARKET,
    /** Of none of FinAI's. */
    OTHER
}
