package ai.finai.state;

import org.jspecify.annotations.Nullable;

/**
 * When a transaction id was accepted, and with what content: what deduplication remembers of it.
 *
 * @param eventTime milliseconds since 1970-01-01T00:00:00Z
 * @param contentHash over everything but the origin
 * @param next of the same id, at least a window away; nearly always null
 */
public record Accepted(
        long eventTime, long contentHash, @Nullable Accepted next) {

    /** The one whose event time is less than {@code window} milliseconds away, or null. */
    public @Nullable Accepted within(long window, long time) {
        for (Accepted each = this; each != null; each = each.next) {
            if (Math.abs(time - each.eventTime) < window) {
                return each;
            }
        }
        return null;
    }

    /** Those with an event time after {@code time}; null if there are none. */
    public @Nullable Accepted after(long time) {
        Accepted rest = next == null ? null : next.after(time);
        if (eventTime <= time) {
            return rest;
        }
        return rest == next ? this : new Accepted(eventTime, contentHash, rest);
    }
}
