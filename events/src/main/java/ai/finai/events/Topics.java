package ai.finai.events;

/** The names of the topics, where the configuration gives no others. What is in them: {@code src/docs/topics.md}. */
public final class Topics {

    public static final String TRANSACTIONS = "transactions";
    public static final String ALERTS = "alerts";
    public static final String LATE_EVENTS = "late-events";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String MODELS = "models";
    public static final String MODEL_STATUS = "model-status";
    public static final String MODEL_SCORES = "model-scores";

    private Topics() {}
}
