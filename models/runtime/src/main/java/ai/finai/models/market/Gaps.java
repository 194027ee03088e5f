package ai.finai.models.market;

/** Gaps between bars, which a model that foretells the next bar knows nothing of. Training and serving share this. */
public final class Gaps {

    private static final long DAY = 24L * 60 * 60 * 1_000;

    private Gaps() {}

    /**
     * Whether a bar can be foretold from those before it. Weekends and holidays lie between days as a matter of course, and are
     * learned; nights and halts between minutes are not.
     *
     * @param interval of the bars, milliseconds
     * @param end when the bar before it ended, milliseconds since 1970-01-01T00:00:00Z
     * @param start when it begins
     */
    public static boolean canBeForetold(long interval, long end, long start) {
        return interval >= DAY || start == end;
    }
}
