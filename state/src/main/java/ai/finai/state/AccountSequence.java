package ai.finai.state;

import ai.finai.models.features.AccountHistory;
import ai.finai.models.features.Feature;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an account's sequence of postings: what its next features are computed from, the features of the latest
 * ones, each model's state row, and whether it is under alert. Of a fixed size: about 2 KB and four bytes for each number
 * of a state row. Changed in place; not thread-safe.
 */
public final class AccountSequence implements Forgettable {

    /**
     * Postings whose features are kept: on them another model warms up, and an alert is explained. An account's last days,
     * mostly; each costs four bytes a feature.
     */
    public static final int RECENT = 16;

    final AccountHistory history;
    final float[] recent = new float[RECENT * Feature.COUNT];
    int recentCount;
    int recentEnd;

    @Nullable
    ModelState champion;

    @Nullable
    ModelState challenger;

    float score = Float.NaN;
    boolean raised;
    long lastAlert = NEVER;
    long forgetTimer = NEVER;

    /** Of an account without postings. */
    public AccountSequence() {
        this(new AccountHistory());
    }

    AccountSequence(AccountHistory history) {
        this.history = history;
    }

    /** A copy that changes by itself. */
    AccountSequence(AccountSequence other) {
        this(other.history.copy());
        System.arraycopy(other.recent, 0, recent, 0, recent.length);
        recentCount = other.recentCount;
        recentEnd = other.recentEnd;
        champion = other.champion == null ? null : other.champion.copy();
        challenger = other.challenger == null ? null : other.challenger.copy();
        score = other.score;
        raised = other.raised;
        lastAlert = other.lastAlert;
        forgetTimer = other.forgetTimer;
    }

    public AccountHistory history() {
        return history;
    }

    @Override
    public long lastPosting() {
        return history.lastTime();
    }

    /** How many of the latest postings are kept, at most {@link #RECENT}. */
    public int recentCount() {
        return recentCount;
    }

    /** Their features, with {@link #recentOffset}. Not to be changed. */
    public float[] recent() {
        return recent;
    }

    /** Where the features of one of them begin: 0 is the oldest that is kept. */
    public int recentOffset(int place) {
        return (recentEnd - recentCount + place + RECENT) % RECENT * Feature.COUNT;
    }

    /** Keeps a posting's features, in the place of the oldest. */
    public void remember(float[] features, int offset) {
        System.arraycopy(features, offset, recent, recentEnd * Feature.COUNT, Feature.COUNT);
        recentEnd = (recentEnd + 1) % RECENT;
        recentCount = Math.min(recentCount + 1, RECENT);
    }

    /** The state row of the model in force; null before its first posting. */
    public @Nullable ModelState champion() {
        return champion;
    }

    public void champion(@Nullable ModelState state) {
        champion = state;
    }

    /** The state row of the model that scores beside it; null without one. */
    public @Nullable ModelState challenger() {
        return challenger;
    }

    public void challenger(@Nullable ModelState state) {
        challenger = state;
    }

    /** The latest score, from 0 to 1; NaN where there was none yet. */
    public float score() {
        return score;
    }

    public void score(float latest) {
        score = latest;
    }

    /** Whether the score has not fallen back since the model's last alert. */
    public boolean raised() {
        return raised;
    }

    public void raised(boolean now) {
        raised = now;
    }

    /** Event time of the model's last alert, milliseconds since 1970-01-01T00:00:00Z; {@link #NEVER} without one. */
    public long lastAlert() {
        return lastAlert;
    }

    public void lastAlert(long eventTime) {
        lastAlert = eventTime;
    }

    @Override
    public long forgetTimer() {
        return forgetTimer;
    }

    @Override
    public void forgetTimer(long eventTime) {
        forgetTimer = eventTime;
    }
}
