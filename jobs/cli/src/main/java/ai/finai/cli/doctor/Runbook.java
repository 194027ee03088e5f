package ai.finai.cli.doctor;

/** The page that says more of what was found. */
public enum Runbook {
    NONE(""),
    BROKER_LOSS("runbooks/broker-loss.md"),
    CHECKPOINT_FAILING("runbooks/checkpoint-failing.md"),
    CONFIGURATION("configuration.md"),
    EXACTLY_ONCE("exactly-once.md"),
    KEY_ROTATION("runbooks/key-rotation.md"),
    KUBERNETES("kubernetes.md"),
    MODEL_REFUSED("runbooks/model-refused.md"),
    RECORDS_LOST("runbooks/records-lost.md"),
    REGION_LOSS("runbooks/region-loss.md"),
    RESTARTS("runbooks/restarts.md"),
    RIGHTS("operation.md#rights-on-kafka"),
    RULE_BOOK_REFUSED("runbooks/rule-book-refused.md"),
    STATE_GROWTH("runbooks/state-growth.md"),
    THREATS("threat-model.md"),
    TOPICS("topics.md"),
    UPGRADE("runbooks/upgrade-and-rollback.md"),
    WATERMARK_STUCK("runbooks/watermark-stuck.md");

    private final String page;

    Runbook(String page) {
        this.page = page;
    }

    /** From the root, {@code src/docs/runbooks/restarts.md}; empty of {@link #NONE}. */
    public String page() {
        return page.isEmpty() ? "" : "src/docs/" + page;
    }
}
