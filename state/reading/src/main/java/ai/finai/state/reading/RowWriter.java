package ai.finai.state.reading;

import ai.finai.state.reading.table.Column;
import ai.finai.state.reading.table.ColumnType;
import ai.finai.state.reading.table.Identity;
import ai.finai.state.reading.table.RowOut;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table's rows to Parquet files: they are staged in memory and leave it every {@link #MOST_ROWS}. For one thread.
 * At least one file is written, if only to say that there are no rows.
 */
final class RowWriter implements RowOut, AutoCloseable {

    /** A row group of DuckDB's. */
    private static final int MOST_ROWS = 122_880;

    /** Rows with long texts leave memory earlier. */
    private static final long MOST_CHARACTERS = 16L << 20;

    private final Table table;
    private final Path folder;
    private final int digits;
    private final Masking masking;
    private final DuckDBConnection database;

    private DuckDBAppender appender;
    private int column;
    private int rows;
    private long characters;
    private int files;

    /**
     * @param folder of the table's files
     * @param digits of the base currency after the point
     */
    RowWriter(Table table, Path folder, int digits, Masking masking) throws IOException, SQLException {
        this.table = table;
        this.folder = Files.createDirectories(folder);
        this.digits = digits;
        this.masking = masking;
        database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = database.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute(table.staging());
        }
        appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.name());
    }

    @Override
    public RowWriter text(@Nullable String value) {
        // The last line against a column that was meant to be masked and is not.
        if (column < table.columns().size() && table.columns().get(column).identity() != null) {
            throw new IllegalStateException(table.name() + ": column " + column + " is an identity");
        }
        return append(value);
    }

    private RowWriter append(@Nullable String value) {
        next(ColumnType.TEXT, ColumnType.TEXTS, ColumnType.JSON);
        try {
            if (value == null) {
                appender.appendNull();
            } else {
                appender.append(value);
                characters += value.length();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    @Override
    public RowWriter identity(@Nullable String value) {
        Identity identity = table.columns().get(column).identity();
        if (identity == null) {
            throw new IllegalStateException(table.name() + ": column " + column + " identifies nothing");
        }
        return append(masking.of(identity, value));
    }

    @Override
    public RowWriter integer(long value) {
        next(ColumnType.INTEGER);
        return append(value);
    }

    @Override
    public RowWriter money(long minorUnits) {
        next(ColumnType.MONEY);
        return append(minorUnits);
    }

    @Override
    public RowWriter time(long millis) {
        next(ColumnType.TIME);
        if (millis == Long.MIN_VALUE || millis == Long.MAX_VALUE) {
            return appendNull();
        }
        return append(Math.multiplyExact(millis, 1_000));
    }

    @Override
    public RowWriter real(double value) {
        next(ColumnType.REAL);
        if (Double.isNaN(value)) {
            return appendNull();
        }
        try {
            appender.append(value);
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    @Override
    public RowWriter flag(boolean value) {
        next(ColumnType.FLAG);
        try {
            appender.append(value);
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    private RowWriter append(long value) {
        try {
            appender.append(value);
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    private RowWriter appendNull() {
        try {
            appender.appendNull();
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    /** A table's columns and what fills them are two places: they are held against each other at every value. */
    private void next(ColumnType... allowed) {
        try {
            if (column == 0) {
                appender.beginRow();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        Column is = table.columns().get(column++);
        for (ColumnType type : allowed) {
            if (type == is.type()) {
                return;
            }
        }
        throw new IllegalStateException(table.name() + '.' + is.name() + " is " + is.type());
    }

    @Override
    public @Nullable String masked(Identity identity, @Nullable String value) {
        return masking.of(identity, value);
    }

    @Override
    public void end() {
        if (column != table.columns().size()) {
            throw new IllegalStateException(table.name() + ": a row ends after " + column + " columns");
        }
        column = 0;
        try {
            appender.endRow();
            if (++rows == MOST_ROWS || characters >= MOST_CHARACTERS) {
                write();
                appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.name());
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void write() throws SQLException {
        appender.close();
        Path file = folder.resolve(UUID.randomUUID() + ".parquet");
        try (Statement statement = database.createStatement()) {
            // Level 1 takes half the time of the default, and its files are 2 % larger.
            statement.execute("COPY (" + table.export(digits) + ") TO '"
                    + file.toString().replace("'", "''") + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)");
            statement.execute("TRUNCATE " + table.name());
        }
        rows = 0;
        characters = 0;
        files++;
    }

    private IllegalStateException failed(SQLException e) {
        return new IllegalStateException("table " + table.name() + ": " + e.getMessage(), e);
    }

    /** Writes what is left. */
    void finish() throws SQLException {
        if (rows > 0 || files == 0) {
            write();
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
