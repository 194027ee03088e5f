package ai.finai.state;

/**
 * Every operator of the market job, sources and sinks included: its uid and its name for people.
 *
 * <p>A snapshot finds an operator's state by its uid. Changing or removing a uid drops the state kept under it at the next
 * upgrade: source offsets, open transactions of a sink, symbols. Names may change freely.
 */
public enum MarketOperator implements OperatorName {
    /** Keeps the offsets up to which bars were read. */
    PRICES_SOURCE("prices-source", "Prices"),
    /** Keeps the offsets up to which news was read. */
    NEWS_SOURCE("news-source", "News"),
    /** Keeps the offsets up to which splits were read. */
    SPLITS_SOURCE("splits-source", "Splits"),
    /** Keeps the offsets up to which control messages were read. */
    CONTROL_SOURCE("market-control-source", "Control"),
    /** Keeps nothing. */
    PRICES_INTAKE("prices-intake", "Intake of prices"),
    /** Keeps nothing. */
    NEWS_INTAKE("news-intake", "Intake of news"),
    /** Keeps nothing. */
    SPLITS_INTAKE("splits-intake", "Intake of splits"),
    /** Keeps the ids and content hashes of the bars within the deduplication window. */
    PRICES_DEDUPLICATION("prices-deduplication", "Deduplicate prices"),
    /** Keeps the ids and content hashes of the news within the deduplication window. */
    NEWS_DEDUPLICATION("news-deduplication", "Deduplicate news"),
    /** Keeps the ids and content hashes of the splits within the deduplication window. */
    SPLITS_DEDUPLICATION("splits-deduplication", "Deduplicate splits"),
    /** Keeps the sentiment model in force. */
    SCORE_NEWS("score-news", "Read sentiment of news"),
    /** Keeps nothing. */
    BARS_BY_SYMBOL("bars-by-symbol", "Bars by symbol"),
    /** Keeps nothing. */
    NEWS_BY_SYMBOL("news-by-symbol", "News by symbol"),
    /** Keeps nothing. */
    SPLITS_BY_SYMBOL("splits-by-symbol", "Splits by symbol"),
    /** Keeps nothing. */
    INDEX_EVENTS("index-events", "Events of the index"),
    /** Keeps nothing. */
    CONTROL_OF_SYMBOLS("control-of-symbols", "Control of symbols"),
    /** Keeps the forecaster in force, what waits for the watermark, the index's latest returns, and each symbol's statistics and open moves. */
    WATCH_SYMBOLS("watch-symbols", "Watch symbols"),
    /** Keeps nothing. */
    OUTGOING_ALERTS("outgoing-market-alerts", "Market alerts to records"),
    /** Keeps nothing. */
    OUTGOING_LATE_EVENTS("outgoing-market-late-events", "Late market events to records"),
    /** Keeps nothing. */
    OUTGOING_MODEL_STATUS("outgoing-market-model-status", "Model status to records"),
    /** Keeps nothing. */
    OUTGOING_REJECTED("outgoing-market-rejected", "Rejected records to dead letters"),
    /** Keeps nothing. */
    OUTGOING_CONFLICTS("outgoing-market-conflicts", "Conflicting duplicates to dead letters"),
    /** Keeps open Kafka transactions. */
    KAFKA_SINK("market-kafka-sink", "Market alerts, late events, dead letters"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    BARS_TABLE("bars-table", "Table bars"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    NEWS_TABLE("news-table", "Table news"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    SPLITS_TABLE("splits-table", "Table splits"),
    /** Keeps which rows are staged, and which of them are to become a visible file. */
    MARKET_ALERTS_TABLE("market-alerts-table", "Table market_alerts");

    private final String uid;
    private final String title;

    MarketOperator(String uid, String title) {
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
