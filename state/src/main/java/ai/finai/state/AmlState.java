package ai.finai.state;

/**
 * Every named state of the money laundering job but for {@link DeduplicationState}. Renaming one drops what it holds at the next upgrade.
 */
public enum AmlState {
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, by account: partial matches and the postings they hold. */
    MATCHES("matches", AmlOperator.WATCH_ACCOUNTS),
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, by account: its history, and the state rows of the models. */
    SEQUENCE("sequence", AmlOperator.WATCH_ACCOUNTS),
    /**
     * Of {@link AmlOperator#WATCH_ACCOUNTS}, by account: {@link ai.finai.state.account.AccountProfile what was seen of it},
     * for people who query snapshots.
     */
    PROFILE("account-profile", AmlOperator.WATCH_ACCOUNTS),
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, by account: {@link ai.finai.state.account.AccountAlerts its last alerts}. */
    ALERTS("account-alerts", AmlOperator.WATCH_ACCOUNTS),
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, the same on every subtask: the models in force, as they were ordered. */
    MODELS("models", AmlOperator.WATCH_ACCOUNTS),
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, the same on every subtask: the rule book in force, as its file's bytes. */
    RULE_BOOK("rule-book", AmlOperator.WATCH_ACCOUNTS),
    /** Of {@link AmlOperator#WATCH_ACCOUNTS}, by subtask: a {@link SnapshotNote}. */
    NOTE("note", AmlOperator.WATCH_ACCOUNTS);

    private final String title;
    private final AmlOperator operator;

    AmlState(String title, AmlOperator operator) {
        this.title = title;
        this.operator = operator;
    }

    /** The name in the snapshot. Never changes. */
    public String title() {
        return title;
    }

    public AmlOperator operator() {
        return operator;
    }
}
