package ai.finai.state;

/**
 * The open matches of one account: a table of the postings that they hold, and the partial matches by rule id and
 * version. It can be read without the rules. One entry an account, written by {@link MatchStateSerializer}.
 */
public final class MatchState {

    /** What {@link #cleanUpTimer()} says when there is none. */
    public static final long NO_TIMER = Long.MIN_VALUE;

    private long cleanUpTimer = NO_TIMER;

    /**
     * Event time at which nothing in here can match any more: once the watermark has reached it, the entry can go.
     * Grows as new matches begin. Hold one timer an account: register it when {@link #cleanUpTimer()} is
     * {@link #NO_TIMER}, at this time, and note it by {@link #cleanUpTimer(long)}; when it fires, expire the state and
     * register the next one if something is left. Delete the timer when the entry goes before it.
     */
    public long expiry() {
        throw new UnsupportedOperationException();
    }

    /** The event time of the clean-up timer that is registered for this entry, or {@link #NO_TIMER}. Kept with it. */
    public long cleanUpTimer() {
        return cleanUpTimer;
    }

    public void cleanUpTimer(long time) {
        cleanUpTimer = time;
    }
}
