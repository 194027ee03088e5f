package ai.finai.state;

/** Every named state of deduplication, in either job. Renaming one drops what it holds at the next upgrade. */
public enum DeduplicationState {
    /**
     * By shard of ids, in three maps ({@code accepted-0} to {@code accepted-2}) by id: when it was accepted, and with what
     * content.
     */
    ACCEPTED("accepted"),
    /** By shard of ids: the newest bucket of event time in use. */
    NEWEST_ACCEPTED("newest-accepted"),
    /** On every subtask: the window that the buckets were made for. */
    WINDOW("deduplication-window");

    private final String title;

    DeduplicationState(String title) {
        this.title = title;
    }

    /** The name in the snapshot. Never changes. */
    public String title() {
        return title;
    }
}
