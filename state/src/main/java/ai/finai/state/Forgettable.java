package ai.finai.state;

/**
 * What is kept of an account until it has had no postings for {@link #RETENTION_MILLIS} of event time. The timer that
 * looks whether it is to go is noted in it, so that it has one at a time.
 */
public interface Forgettable {

    /** Event time after an account's last posting at which it is dropped: 400 days, longer than what is yearly. */
    long RETENTION_MILLIS = 400L * 24 * 60 * 60 * 1000;

    /** Of a time: never. */
    long NEVER = Long.MIN_VALUE;

    /** Event time of the account's last posting, milliseconds since 1970-01-01T00:00:00Z; {@link #NEVER} without one. */
    long lastPosting();

    /** Event time of the timer that is set for it; {@link #NEVER} without one. */
    long forgetTimer();

    void forgetTimer(long eventTime);
}
