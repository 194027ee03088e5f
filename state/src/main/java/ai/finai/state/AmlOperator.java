package ai.finai.state;

/**
 * Every operator of the money laundering job, sources and sinks included: its uid and its name for people.
 *
 * <p>A snapshot finds an operator's state by its uid. Changing or removing a uid drops the state kept under it at the next
 * upgrade: source offsets, open transactions of a sink, accounts. Names may change freely.
 */
public enum AmlOperator implements OperatorName {
    /** Keeps the offsets up to which transactions were read. */
    TRANSACTIONS_SOURCE("transactions-source", "Transactions"),
    /** Keeps the offsets up to which control messages were read. */
    CONTROL_SOURCE("control-source", "Control"),
    /** Keeps nothing. */
    INTAKE("intake", "Intake"),
    /** Keeps the ids and content hashes of the transactions within the deduplication window. */
    DEDUPLICATION("deduplication", "Deduplicate"),
    /** Keeps nothing. */
    SPLIT("split-into-postings", "Split into postings"),
    /**
     * Keeps the waiting postings, the rule book and models in force, and each account's partial matches, sequence, profile
     * and last alerts.
     */
    WATCH_ACCOUNTS("watch-accounts", "Watch accounts"),
    /** Keeps nothing. */
    OUTGOING_ALERTS("outgoing-alerts", "Alerts to records"),
    /** Keeps nothing. */
    OUTGOING_LATE_EVENTS("outgoing-late-events", "Late events to records"),
    /** Keeps nothing. */
    OUTGOING_MODEL_STATUS("outgoing-model-status", "Model status to records"),
    /** Keeps nothing. */
    OUTGOING_MODEL_SCORES("outgoing-model-scores", "Model scores to records"),
    /** Keeps nothing. */
    OUTGOING_REJECTED("outgoing-rejected", "Rejected records to dead letters"),
    /** Keeps nothing. */
    OUTGOING_CONFLICTS("outgoing-conflicts", "Conflicting duplicates to dead letters"),
    /** Keeps open Kafka transactions. */
    KAFKA_SINK("kafka-sink", "Alerts, late events, dead letters, models"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    TRANSACTIONS_TABLE("transactions-table", "Table transactions"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    POSTINGS_TABLE("postings-table", "Table postings"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    ALERTS_TABLE("alerts-table", "Table alerts");

    private final String uid;
    private final String title;

    AmlOperator(String uid, String title) {
        this.uid = uid;
        this.title = title;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String title() {
        return title;
    }
}
