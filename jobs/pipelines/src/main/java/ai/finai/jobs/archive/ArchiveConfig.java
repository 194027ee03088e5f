package ai.finai.jobs.archive;

import ai.finai.events.Money;

/**
 * Where and how the archive is written.
 *
 * @param location a folder of a file system that Flink knows: {@code s3://bucket/archive} or {@code file:///...}
 * @param baseCurrency ISO 4217; what {@code base_amount} of the postings table is in
 * @param compaction how many small files become one
 */
public record ArchiveConfig(String location, String baseCurrency, Compaction compaction) {

    /** @throws IllegalArgumentException if the location is empty or ISO 4217 does not know the currency */
    public ArchiveConfig {
        if (location.isBlank()) {
            throw new IllegalArgumentException("archive.location is empty; expected a folder, as s3://bucket/archive");
        }
        location = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
        Money.decimals(baseCurrency);
    }
}
