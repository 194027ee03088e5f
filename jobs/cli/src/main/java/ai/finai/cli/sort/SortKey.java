package ai.finai.cli.sort;

import java.util.Comparator;

/**
 * By what records are sorted: time, then id (by UTF-16 code unit), then the place they were read at. What plays no part
 * for a kind of record is zero or empty.
 *
 * @param time milliseconds since 1970-01-01T00:00:00Z
 * @param id at most 21,845 characters (64 KiB in a run's encoding)
 * @param file number of the file
 * @param line in the file
 */
public record SortKey(long time, String id, int file, long line) implements Comparable<SortKey> {

    private static final Comparator<SortKey> ORDER = Comparator.comparingLong(SortKey::time)
            .thenComparing(SortKey::id)
            .thenComparingInt(SortKey::file)
            .thenComparingLong(SortKey::line);

    public static SortKey ofTime(long time, String id) {
        return new SortKey(time, id, 0, 0);
    }

    public static SortKey ofPlace(int file, long line) {
        return new SortKey(Long.MIN_VALUE, "", file, line);
    }

    @Override
    public int compareTo(SortKey other) {
        return ORDER.compare(this, other);
    }
}
