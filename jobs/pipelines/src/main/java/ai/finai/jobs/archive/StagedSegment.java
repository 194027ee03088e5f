package ai.finai.jobs.archive;

/**
 * Rows of one day that are durable and not visible yet: a Parquet file of one row group in the staging folder. Part of the
 * operator's state.
 *
 * @param path of the file
 * @param day days since 1970-01-01, UTC
 * @param checkpoint the checkpoint that first holds it
 * @param rows in it, at least 1
 * @param bytes of the file
 */
public record StagedSegment(String path, long day, long checkpoint, long rows, long bytes) {}
