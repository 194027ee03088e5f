package ai.finai.state;

/** Every named state of the market job but for {@link DeduplicationState}. Renaming one drops what it holds at the next upgrade. */
public enum MarketState {
    /** Of {@link MarketOperator#WATCH_SYMBOLS}, by symbol: statistics, moves, news, what was said. */
    SYMBOL("symbol"),
    /** Of {@link MarketOperator#WATCH_SYMBOLS}, the same on every subtask: the index's latest returns. */
    INDEX("index"),
    /**
     * Of {@link MarketOperator#WATCH_SYMBOLS} and of {@link MarketOperator#SCORE_NEWS}, the same on every subtask: the model in
     * force there, as it was ordered.
     */
    MODELS("models"),
    /** Of {@link MarketOperator#WATCH_SYMBOLS} and of {@link MarketOperator#SCORE_NEWS}, by subtask: a {@link SnapshotNote}. */
    NOTE("note");

    private final String title;

    MarketState(String title) {
        this.title = title;
    }

    /** The name in the snapshot. Never changes. */
    public String title() {
        return title;
    }
}
