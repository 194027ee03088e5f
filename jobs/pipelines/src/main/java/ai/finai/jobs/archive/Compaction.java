package ai.finai.jobs.archive;

import java.io.Serializable;

/**
 * How long rows wait so that a file becomes large. Rows are durable with the checkpoint that follows them; they become
 * visible to readers when the file they are in does. A row waits for at most {@code checkpoints} completed checkpoints.
 * Savepoints count as checkpoints, and nothing waits beyond one: a stop with savepoint, drained or not, publishes everything
 * at once, as does the end of bounded input; after any other savepoint everything appears with the next checkpoint.
 *
 * <p>May be changed from one start of the job to the next.
 *
 * @param checkpoints a day's rows become a file at the latest with this many checkpoints, from 1; 1 is no compaction:
 *     everything is visible as soon as its checkpoint is complete
 * @param fileBytes a day's rows become a file as soon as they are this many bytes (compressed), from 1
 */
public record Compaction(int checkpoints, long fileBytes) implements Serializable {

    /** A file for each day, checkpoint and subtask, visible at once. */
    public static final Compaction OFF = new Compaction(1, 128L << 20);

    /** With a checkpoint every 10 s: files of five minutes, or of 128 MiB. */
    public static final Compaction DEFAULT = new Compaction(30, 128L << 20);

    public Compaction {
        if (checkpoints < 1) {
            throw new IllegalArgumentException("archive.compaction.checkpoints is " + checkpoints + "; at least 1");
        }
        if (fileBytes < 1) {
            throw new IllegalArgumentException("archive.compaction.fileBytes is " + fileBytes + "; at least 1");
        }
    }
}
