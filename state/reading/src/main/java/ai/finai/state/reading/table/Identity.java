package ai.finai.state.reading.table;

/** What tells who somebody is, or leads there in a ledger or an archive: masked where masking is on. */
public enum Identity {
    /** An account, as its own or as a counterparty. */
    ACCOUNT("acct_"),
    /** A transaction's id. */
    TRANSACTION("txn_"),
    /** An alert's id. */
    ALERT("alert_");

    private final String prefix;

    Identity(String prefix) {
        this.prefix = prefix;
    }

    /** What its pseudonyms begin with. Never changes: tables that were exported have it. */
    public String prefix() {
        return prefix;
    }
}
