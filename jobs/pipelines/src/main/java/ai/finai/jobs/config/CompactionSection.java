package ai.finai.jobs.config;

/** The section {@code archive.compaction}. */
public record CompactionSection(
        @Key(
                "A day's rows become a file with this many checkpoints at the latest; readers see them then. `1`: with each checkpoint, no compaction.")
        int checkpoints,

        @Key("A day's rows become a file as soon as they are this many bytes, compressed.")
        long fileBytes) {}
