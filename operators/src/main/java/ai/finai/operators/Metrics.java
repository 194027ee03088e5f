package ai.finai.operators;

/**
 * The names of the job's own metrics, each in the metric group of its operator. Dashboards and alert rules rely on them.
 */
public final class Metrics {

    /** Label: what became of a record: {@code valid}, or the code of a rejection reason. */
    public static final String OUTCOME = "outcome";

    /** Counter by {@link #OUTCOME}: records that were read. */
    public static final String RECORDS = "records";

    /** Counter: transactions dropped because the same one had been accepted. */
    public static final String DUPLICATES = "duplicates";

    /** Counter: transactions with the id of an accepted one and other content. */
    public static final String CONFLICTING_DUPLICATES = "conflictingDuplicates";

    /** Counter: postings that came after the watermark had passed their time. */
    public static final String LATE_POSTINGS = "latePostings";

    /** Counter: postings without a rate into the base currency. */
    public static final String UNRATED_POSTINGS = "unratedPostings";

    /** Counter: postings that the model in force scored. */
    public static final String SCORED_POSTINGS = "scoredPostings";

    /** Label: the interval of a score, {@code 0.0-0.1} to {@code 0.9-1.0}. */
    public static final String BIN = "bin";

    /** Counter by {@link #BIN}: the scores that the model in force gave. */
    public static final String SCORES = "scores";

    /** Counter by {@link #REASON}: postings without a score. */
    public static final String UNSCORED_POSTINGS = "unscoredPostings";

    /** Counter: accounts whose model state was made anew from their latest postings. */
    public static final String WARMED_UP_ACCOUNTS = "warmedUpAccounts";

    /** Label: a feature's name, or {@code score}. */
    public static final String FEATURE = "feature";

    /** Gauge by {@link #FEATURE}: population stability index of the last hour against the training data. */
    public static final String STABILITY_INDEX = "populationStabilityIndex";

    /** Histogram: postings that a model was stepped over at once. */
    public static final String WAVE_SIZE = "waveSize";

    /** Gauge: postings that wait for the watermark. */
    public static final String WAITING_POSTINGS = "waitingPostings";

    /** Gauge: estimated heap bytes of the postings that wait for the watermark. */
    public static final String WAITING_BYTES = "waitingBytes";

    /**
     * Gauge, milliseconds: how far the watermark is behind the latest event time seen by this subtask; -1 before the
     * first watermark.
     */
    public static final String WATERMARK_LAG = "watermarkLagMillis";

    /** Label: a rule's id. */
    public static final String RULE = "rule";

    /** Counter by {@link #OUTCOME} {@code accepted} or {@code refused}: rule books that came by control message. */
    public static final String RULE_BOOKS = "ruleBooks";

    /**
     * Counter by {@link #OUTCOME} {@code active}, {@code refused} or {@code unavailable}: what became of orders to use a
     * model, in each subtask.
     */
    public static final String MODEL_ORDERS = "modelOrders";

    /** Counter by {@link #REASON}: bars that became dead letters as they are not as the others of their symbol. */
    public static final String REFUSED_BARS = "refusedBars";

    /** Counter: bars, news and splits that came too late for rules. */
    public static final String LATE_EVENTS = "lateEvents";

    /** Counter: headlines that the sentiment model read. */
    public static final String SCORED_NEWS = "scoredNews";

    /** Counter: headlines without words, neutral by definition. */
    public static final String WORDLESS_NEWS = "wordlessNews";

    /** Counter: headlines of which the model gave no probabilities. */
    public static final String UNSCORED_NEWS = "unscoredNews";

    /** Histogram: headlines that were read at once. */
    public static final String NEWS_BATCH_SIZE = "newsBatchSize";

    /** Counter: news that came after the watermark had passed its time, and still counted. */
    public static final String LATE_NEWS = "lateNews";

    /** Counter: bars of which a model had foretold the return. */
    public static final String FORECASTS = "forecasts";

    /** Counter: bars whose return was outside the interval that 95 of 100 should be in. */
    public static final String OUTSIDE_FORECAST = "outsideForecast";

    /** Counter by {@link #REASON}: bars of which nothing had been foretold though there is a model. */
    public static final String BARS_WITHOUT_FORECAST = "barsWithoutForecast";

    /** Gauge: events that wait for the watermark. */
    public static final String WAITING_EVENTS = "waitingEvents";

    /** Counter by {@link #RULE}: large moves that were not looked at, because too many wait for news. */
    public static final String MOVES_NOT_KEPT = "movesNotKept";

    /** Counter by {@link #RULE}: news that had to be forgotten early, because a symbol has too many. */
    public static final String NEWS_CROWDED = "newsCrowded";

    /** Counter by {@link #RULE}: alerts. */
    public static final String ALERTS = "alerts";

    /** Label: why partial matches were dropped. */
    public static final String REASON = "reason";

    /** Counter by {@link #RULE} and {@link #REASON}: partial matches given up before their time. */
    public static final String DROPPED_PARTIAL_MATCHES = "droppedPartialMatches";

    /** Histogram, nanoseconds, of a sample: one posting through every rule, state access included. */
    public static final String RULE_EVALUATION_TIME = "ruleEvaluationNanos";

    /** The group of each table of the archive. */
    public static final String ARCHIVE = "archive";

    /** Gauge: rows that are durable and not visible yet, as of the last checkpoint. */
    public static final String ROWS_WAITING = "rowsWaiting";

    /** Gauge: files that became visible. */
    public static final String FILES_PUBLISHED = "filesPublished";

    /** Gauge: staged segments that were not there when their file was to be made. */
    public static final String SEGMENTS_MISSING = "segmentsMissing";

    /** Gauge: files whose writing failed and was tried again, since the task started. */
    public static final String TRANSFERS_REPEATED = "transfersRepeated";

    private Metrics() {}
}
