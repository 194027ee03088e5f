package ai.finai.events;

/**
 * A posting after the account operator: a row of the {@code postings} table.
 *
 * @param posting as it came in
 * @param late whether it came after the watermark had passed its time: archived, and unseen by rules
 */
public record WatchedPosting(Posting posting, boolean late) {}
