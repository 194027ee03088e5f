package ai.finai.state.reading;

import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.Column;
import ai.finai.state.reading.table.Job;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What is otherwise in one snapshot than in another of the same job. For one thread. */
public final class SnapshotDifference implements AutoCloseable {

    private final Connection database;
    private final Job job;

    private SnapshotDifference(Connection database, Job job) {
        this.database = database;
        this.job = job;
    }

    /** @throws IllegalArgumentException if they are of two jobs */
    public static SnapshotDifference of(SnapshotTables before, SnapshotTables after) throws IOException {
        Job job = before.snapshot().job();
        Job other = after.snapshot().job();
        if (job != other) {
            throw new IllegalArgumentException(
                    "the snapshots are of two jobs: " + job.title() + " and " + other.title());
        }
        return new SnapshotDifference(SnapshotTables.open(before, after), job);
    }

    /**
     * Prepares the rows that are otherwise: {@code change} ({@code appeared}, {@code went}, {@code changed}), the key's columns,
     * {@code changed}, an array with the names of the columns that are otherwise (all that have a value where a row appeared or
     * went), and of every column that is not the key's what it was and is, as {@code before_NAME} and {@code after_NAME}.
     *
     * @param name of the table
     * @param key columns that tell rows apart; none for the table's first
     * @throws IllegalArgumentException if there is no such table or column, or two rows of a snapshot have the same key
     */
    public PreparedStatement prepare(String name, List<String> key) throws SQLException {
        Table table = Catalogue.tables(job).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Catalogue.missing(name, job)));
        List<String> columns = table.columns().stream().map(Column::name).toList();
        List<String> by = key.isEmpty() ? columns.subList(0, 1) : key;
        for (String column : by) {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException(
                        "no column " + column + " in " + name + "; there are: " + String.join(", ", columns));
            }
        }
        requireUnique(name, "a", by);
        requireUnique(name, "b", by);
        return database.prepareStatement(sql(name, columns, by));
    }

    private void requireUnique(String name, String side, List<String> by) throws SQLException {
        String keys = String.join(", ", by);
        try (var statement = database.createStatement();
                var twice = statement.executeQuery("SELECT " + keys + " FROM " + side + '.' + name + " GROUP BY " + keys
                        + " HAVING count(*) > 1 LIMIT 1")) {
            if (twice.next()) {
                throw new IllegalArgumentException("several rows of " + name + " have the same " + keys + ", such as "
                        + twice.getString(1) + ": name more columns with --key");
            }
        }
    }

    private static String sql(String name, List<String> columns, List<String> by) {
        List<String> others =
                columns.stream().filter(column -> !by.contains(column)).toList();
        String same = by.stream()
                .map(column -> "x." + column + " IS NOT DISTINCT FROM y." + column)
                .collect(Collectors.joining(" AND "));
        // Of a row that is on one side only the other's columns are NULL: each that has a value is a change.
        String changed = others.stream()
                .map(column -> "CASE WHEN x." + column + " IS DISTINCT FROM y." + column + " THEN '" + column + "' END")
                .collect(Collectors.joining(", ", "list_filter([", "]::VARCHAR[], each -> each IS NOT NULL)"));
        String values = others.stream()
                .map(column -> ", x." + column + " AS before_" + column + ", y." + column + " AS after_" + column)
                .collect(Collectors.joining());
        String keys = by.stream()
                .map(column -> "coalesce(x." + column + ", y." + column + ") AS " + column)
                .collect(Collectors.joining(", "));
        return "SELECT CASE WHEN x._there IS NULL THEN 'appeared' WHEN y._there IS NULL THEN 'went' ELSE 'changed' END AS"
                + " change, " + keys + ", " + changed + " AS changed" + values
                + " FROM (SELECT *, true AS _there FROM a." + name + ") x FULL JOIN (SELECT *, true AS _there FROM b."
                + name + ") y ON " + same
                + " WHERE x._there IS NULL OR y._there IS NULL OR len(changed) > 0 ORDER BY "
                + by.stream()
                        .map(column -> "coalesce(x." + column + ", y." + column + ')')
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
