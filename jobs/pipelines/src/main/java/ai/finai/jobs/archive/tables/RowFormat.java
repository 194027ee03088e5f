package ai.finai.jobs.archive.tables;

import java.io.Serializable;

/** How a record becomes a row. Used by one thread at a time. */
public interface RowFormat<T> extends Serializable {

    ArchiveTable table();

    /** What decides the row's day: milliseconds since 1970-01-01T00:00:00Z. */
    long eventTime(T record);

    /** Writes each column of the schema once, in its order. */
    void write(T record, Columns columns);
}
