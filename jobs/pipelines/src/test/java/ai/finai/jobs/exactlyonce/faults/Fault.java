package ai.finai.jobs.exactlyonce.faults;

/** What goes wrong, and when in the life of a checkpoint. */
public enum Fault {
    /** A record cannot be processed, between two checkpoints. */
    PROCESSING,
    /** A snapshot fails while the task holds still. */
    SNAPSHOT_SYNC,
    /** A snapshot fails while it is being written in the background. */
    SNAPSHOT_ASYNC,
    /** The checkpoint is complete; a task fails on being told, before the operators after it in its chain are told. */
    NOTICE,
    /** The checkpoint is complete; the Kafka sink fails before it commits the checkpoint's transaction. */
    BEFORE_COMMIT,
    /** The Kafka sink commits, and fails before it can note that. */
    AFTER_COMMIT
}
