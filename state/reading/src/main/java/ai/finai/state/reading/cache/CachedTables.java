package ai.finai.state.reading.cache;

import java.time.Instant;

/**
 * The tables of one snapshot in a cache.
 *
 * @param name of their folder
 * @param snapshot its address when it was read; empty where that is not known
 * @param bytes of all files
 * @param used when they were last asked; of a cache that is shared when they were written
 * @param inUse whether somebody asks them now; never known of a cache that is shared
 */
public record CachedTables(String name, String snapshot, long bytes, Instant used, boolean inUse) {}
