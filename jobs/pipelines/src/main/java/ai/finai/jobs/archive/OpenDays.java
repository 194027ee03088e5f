package ai.finai.jobs.archive;

import ai.finai.jobs.archive.tables.Columns;
import ai.finai.jobs.archive.tables.RowFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that came since the last checkpoint, by day, in bounded memory: at most {@link #MOST_DAYS} days and about
 * {@link #MOST_BYTES}. Beyond that the day that was longest without a row, or the largest, is handed over early.
 */
final class OpenDays<T> {

    static final int MOST_DAYS = 40;
    static final long MOST_BYTES = 32L << 20;

    /**
     * Of text and amounts between two looks at the memory, which walk over all columns: thousands of transactions, or a few
     * alerts with all their evidence.
     */
    private static final int BYTES_BETWEEN_LOOKS = 1 << 20;

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final RowFormat<T> format;
    private final BiConsumer<Long, RowGroup> full;
    private final Columns.Tokens tokens = new Columns.Tokens();
    private final LinkedHashMap<Long, OpenDay> days = new LinkedHashMap<>(64, 0.75f, true);
    private @Nullable OpenDay current;
    private int bytesSinceLook;

    /** @param full takes a day (days since 1970-01-01) and its rows, at least one */
    OpenDays(RowFormat<T> format, BiConsumer<Long, RowGroup> full) {
        this.format = format;
        this.full = full;
    }

    void add(T record) {
        long day = Math.floorDiv(format.eventTime(record), MILLIS_PER_DAY);
        OpenDay open = current;
        if (open == null || open.day != day) {
            open = switchTo(day);
        }
        open.columns.startRow();
        format.write(record, open.columns);
        open.rows.endRow();
        bytesSinceLook += open.columns.rowBytes();
        if (bytesSinceLook >= BYTES_BETWEEN_LOOKS) {
            bytesSinceLook = 0;
            boundMemory();
        }
    }

    /** Hands all rows over. */
    void flush() {
        days.values().forEach(open -> full.accept(open.day, open.rows));
        days.clear();
        current = null;
    }

    long rows() {
        return days.values().stream().mapToLong(open -> open.rows.rows()).sum();
    }

    private OpenDay switchTo(long day) {
        OpenDay open = days.get(day);
        if (open == null) {
            if (days.size() == MOST_DAYS) {
                Iterator<OpenDay> eldest = days.values().iterator();
                OpenDay idle = eldest.next();
                eldest.remove();
                full.accept(idle.day, idle.rows);
            }
            open = new OpenDay(day);
            days.put(day, open);
        }
        current = open;
        return open;
    }

    private void boundMemory() {
        long total = 0;
        long most = 0;
        @Nullable OpenDay largest = null;
        for (Map.Entry<Long, OpenDay> entry : days.entrySet()) {
            long bytes = entry.getValue().rows.bytes();
            total += bytes;
            if (bytes > most) {
                most = bytes;
                largest = entry.getValue();
            }
        }
        if (total > MOST_BYTES && largest != null) {
            days.remove(largest.day);
            current = null;
            full.accept(largest.day, largest.rows);
        }
    }

    private final class OpenDay {

        private final long day;
        private final RowGroup rows;
        private final Columns columns;

        OpenDay(long day) {
            this.day = day;
            rows = new RowGroup(format.table().schema());
            columns = new Columns(rows.schema(), rows.store(), tokens);
        }
    }
}
