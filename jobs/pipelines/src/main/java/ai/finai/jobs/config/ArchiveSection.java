package ai.finai.jobs.config;

/** The section {@code archive}. */
public record ArchiveSection(
        @Key(
                "A folder of a file system that Flink knows; its keys and endpoint are Flink's (`s3.endpoint`, `s3.access-key`).")
        String location,

        @Key("How many small files become one.") CompactionSection compaction) {}
