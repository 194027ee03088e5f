package ai.finai.jobs.archive;

/**
 * Where and how the archive is written.
 *
 * @param location a folder of a file system that Flink knows: {@code s3://bucket/archive} or {@code file:///...}
 * @param compaction how many small files become one
 */
public record ArchiveConfig(String location, Compaction compaction) {

    /** @throws IllegalArgumentException if the location is empty */
    public ArchiveConfig {
        if (location.isBlank()) {
            throw new IllegalArgumentException("archive.location is empty; expected a folder, as s3://bucket/archive");
        }
        location = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }
}
