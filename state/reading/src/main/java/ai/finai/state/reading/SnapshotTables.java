package ai.finai.state.reading;

import ai.finai.state.reading.cache.KeptTables;
import ai.finai.state.reading.cache.WorkFolder;
import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot's tables, ready to be asked by SQL, in DuckDB's dialect. Queries see these tables and nothing else of the machine.
 * For one thread.
 */
public final class SnapshotTables implements AutoCloseable {

    /** The type of a parameter that is to be a time with its zone. */
    private static final String TIME = "TIMESTAMP WITH TIME ZONE";

    private static final Pattern MISSING_TABLE = Pattern.compile("Table with name (\\S+) does not exist");

    private final Snapshot snapshot;
    private final Connection database;
    private final List<Table> tables;
    private final Path folder;
    private final KeptTables kept;
    private final WorkFolder work;

    private SnapshotTables(
            Snapshot snapshot, Connection database, List<Table> tables, KeptTables kept, WorkFolder work) {
        this.snapshot = snapshot;
        this.database = database;
        this.tables = tables;
        this.folder = kept.folder();
        this.kept = kept;
        this.work = work;
    }

    /**
     * @param kept closed with it, or if it cannot be opened
     * @param work as well
     */
    static SnapshotTables of(Snapshot snapshot, KeptTables kept, WorkFolder work, List<Path> outputs)
            throws IOException {
        List<Table> tables = Catalogue.tables(snapshot.job());
        Path folder = kept.folder();
        Connection database = null;
        try {
            database = open(
                    List.of(folder), work.inside("spill"), outputs, statement -> views(statement, "", tables, folder));
        } finally {
            if (database == null) {
                kept.close();
                work.close();
            }
        }
        return new SnapshotTables(snapshot, database, tables, kept, work);
    }

    /** Both snapshots' tables, in the schemas {@code a} and {@code b}. */
    static Connection open(SnapshotTables a, SnapshotTables b) throws IOException {
        return open(List.of(a.folder, b.folder), a.work.inside("spill-of-both"), List.of(), statement -> {
            statement.execute("CREATE SCHEMA a");
            statement.execute("CREATE SCHEMA b");
            views(statement, "a.", a.tables, a.folder);
            views(statement, "b.", b.tables, b.folder);
        });
    }

    private interface Definition {
        void define(Statement statement) throws SQLException;
    }

    private static void views(Statement statement, String schema, List<Table> tables, Path folder) throws SQLException {
        for (Table table : tables) {
            statement.execute("CREATE VIEW " + schema + table.name() + " AS SELECT * FROM read_parquet("
                    + quoted(folder.resolve(table.name() + "/*.parquet")) + ')');
        }
    }

    /** Whoever asks sees these folders' tables, may write these files, and reaches nothing else. */
    private static Connection open(List<Path> folders, Path spill, List<Path> outputs, Definition definition)
            throws IOException {
        Properties streamed = new Properties();
        streamed.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true"); // answers may be larger than memory
        try {
            Connection database = DriverManager.getConnection("jdbc:duckdb:", streamed);
            try (Statement statement = database.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET memory_limit = '800MB'");
                statement.execute("SET temp_directory = " + quoted(spill));
                statement.execute("SET autoinstall_known_extensions = false");
                definition.define(statement);
                statement.execute("SET allowed_directories = " + quoted(folders));
                // A file that is there stays until another has been written beside it, which DuckDB names so.
                statement.execute("SET allowed_paths = "
                        + quoted(outputs.stream()
                                .flatMap(file -> Stream.of(file, file.resolveSibling("tmp_" + file.getFileName())))
                                .toList()));
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
                return database;
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException(
                    "the files of " + folders
                            + " cannot be opened; delete that folder, and the snapshot is read again: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String quoted(List<Path> paths) {
        return paths.stream().map(SnapshotTables::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(Path path) {
        return '\'' + path.toString().replace("'", "''") + '\'';
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public List<Table> tables() {
        return tables;
    }

    /**
     * Prepares a query.
     *
     * @param sql with a {@code ?} or {@code $name} for each parameter
     * @return to be closed
     * @throws SQLException if it is not one query of tables
     */
    public PreparedStatement prepare(String sql) throws SQLException {
        PlainQuery.require(database, sql);
        try {
            return database.prepareStatement(sql);
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    /** Of a table that is not there DuckDB says which of its own has the nearest name. */
    private SQLException explained(SQLException e) {
        Matcher missing = MISSING_TABLE.matcher(String.valueOf(e.getMessage()));
        return missing.find() ? new SQLException(Catalogue.missing(missing.group(1), snapshot.job()), e) : e;
    }

    /** Makes a value of a row. */
    public interface RowReader<T> {

        /** @param row is on the row; not to be moved */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Asks, and keeps the whole answer in memory; for long ones there is {@link #prepare}.
     *
     * @param sql with a {@code ?} for each parameter
     * @param rows makes a value of each row
     * @param parameters in order: texts, numbers, {@link java.time.OffsetDateTime}
     * @return in the answer's order
     * @throws SQLException if it is not one query, names what there is not, or has more or fewer parameters
     */
    public <T> List<T> query(String sql, RowReader<T> rows, Object... parameters) throws SQLException {
        try {
            return query(database, sql, rows, parameters);
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    static <T> List<T> query(Connection database, String sql, RowReader<T> rows, Object... parameters)
            throws SQLException {
        PlainQuery.require(database, sql);
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            requireCount(statement, parameters.length);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    all.add(rows.read(answer));
                }
            }
            return all;
        }
    }

    /**
     * Gives a query its parameters: texts, which SQL makes of them what it needs. Where it needs a time with its zone,
     * {@code 2026-01-31T00:00Z} is one too.
     *
     * @throws SQLException if it has more or fewer: DuckDB would take those that are missing for NULL
     */
    public static void bind(PreparedStatement statement, List<String> parameters) throws SQLException {
        requireCount(statement, parameters.size());
        ParameterMetaData types = statement.getParameterMetaData();
        for (int i = 1; i <= parameters.size(); i++) {
            String value = parameters.get(i - 1);
            OffsetDateTime time = types.getParameterTypeName(i).equals(TIME) ? time(value) : null;
            if (time == null) {
                statement.setString(i, value);
            } else {
                statement.setObject(i, time);
            }
        }
    }

    /** A time as ISO 8601 has it, without seconds too, which DuckDB would refuse; null where it is none. */
    private static @Nullable OffsetDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static void requireCount(PreparedStatement statement, int given) throws SQLException {
        int wanted = statement.getParameterMetaData().getParameterCount();
        if (wanted != given) {
            throw new SQLException("the query has " + wanted + " parameters, and " + given + " are given");
        }
    }

    /** How many rows a table has. */
    public long rows(Table table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.name())) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Where a table's files are. */
    Path files(Table table) {
        return folder.resolve(table.name());
    }

    /** How many bytes its files have. */
    public long bytes(Table table) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(files(table))) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /**
     * Writes an answer to a Parquet file.
     *
     * @param parameters for the query's {@code ?}, in order
     * @param file one of those that were named when the snapshot was read; replaced
     * @return how many rows it has
     * @throws SQLException if the query is none, or the file cannot be written
     */
    public long write(String sql, List<String> parameters, Path file) throws SQLException {
        PlainQuery.require(database, sql);
        try (PreparedStatement statement =
                database.prepareStatement("COPY (" + sql.strip().replaceAll(";$", "") + "\n) TO " + quoted(file)
                        + " (FORMAT parquet, COMPRESSION zstd)")) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    @Override
    public void close() {
        try (kept;
                work) {
            database.close();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the tables of " + snapshot.uri() + " do not close: " + e.getMessage(), e);
        }
    }
}
