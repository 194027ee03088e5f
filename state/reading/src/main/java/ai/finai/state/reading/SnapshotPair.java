package ai.finai.state.reading;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Two snapshots side by side, for questions about what has come to be: the tables of the earlier one are in the schema
 * {@code a}, those of the later one in {@code b}. For one thread.
 */
public final class SnapshotPair implements AutoCloseable {

    private final Connection database;

    private SnapshotPair(Connection database) {
        this.database = database;
    }

    /**
     * @param a to be closed after this
     * @param b as well; of the same masking, or nothing of the one is found in the other
     * @throws IOException if the files of one are no longer there
     */
    public static SnapshotPair of(SnapshotTables a, SnapshotTables b) throws IOException {
        return new SnapshotPair(SnapshotTables.open(a, b));
    }

    /** As {@link SnapshotTables#query}, of {@code a.account_profile}, {@code b.account_profile} and so on. */
    public <T> List<T> query(String sql, SnapshotTables.RowReader<T> rows, Object... parameters) throws SQLException {
        return SnapshotTables.query(database, sql, rows, parameters);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
