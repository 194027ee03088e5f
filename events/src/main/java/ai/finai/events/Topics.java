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

    public static final String PRICES = "prices";
    public static final String NEWS = "news";
    public static final String SPLITS = "splits";
    public static final String MARKET_ALERTS = "market-alerts";
    public static final String MARKET_LATE_EVENTS = "market-late-events";
    public static final String MARKET_DEAD_LETTERS = "market-dead-letters";

    private Topics() {}
}
