package ai.finai.events;

/**
 * A posting that no rule saw, with the reason: a record of the {@code late-events} topic.
 *
 * @param posting as it came in
 * @param reason why rules did not see it; {@code LATE} where both hold
 * @param watermark what event time had reached, milliseconds since 1970-01-01T00:00:00Z
 */
public record LateEvent(Posting posting, Reason reason, long watermark) {

    public enum Reason {
        /** Older than the watermark allows. */
        LATE,
        /** Its currency has no rate into the base currency on its day. */
        UNRATED
    }
}
