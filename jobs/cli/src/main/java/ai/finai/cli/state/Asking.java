package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotFolder;
import ai.finai.state.reading.SnapshotTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a snapshot, and shows the answer. */
final class Asking {

    /** A job that makes checkpoints faster than they are read is not run after for ever. */
    private static final int TRIES = 3;

    enum Format {
        TABLE,
        CSV,
        JSON,
        PARQUET
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ReadOptions options;

    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description =
                    "For the first ? of the query, the second, and so on; as text, which SQL makes a number or a time of."
                            + " A time is with its zone: 2026-01-31T00:00Z.")
    private List<String> parameters = List.of();

    @Option(
            names = "--output",
            paramLabel = "table|csv|json|parquet",
            defaultValue = "table",
            description = "With json a line a row; parquet needs --to. Default: table.")
    private Format format;

    @Option(names = "--to", paramLabel = "FILE", description = "Of parquet: the file. Replaced if it is there.")
    private @Nullable Path to;

    ReadOptions options() {
        return options;
    }

    /**
     * Asks the snapshot that a person names. The latest one may go while it is read: then a later one is there.
     *
     * @param named an address, an id, or {@code latest}
     */
    void ask(String named, String sql) throws IOException {
        for (int left = named.equals(SnapshotFolder.LATEST) ? TRIES : 1; ; left--) {
            try {
                answer(options.find(named), sql);
                return;
            } catch (SnapshotException.Gone e) {
                if (left == 1) {
                    throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
                }
            } catch (SnapshotException e) {
                throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
            }
        }
    }

    void ask(Snapshot snapshot, String sql) throws IOException {
        try {
            answer(snapshot, sql);
        } catch (SnapshotException e) {
            throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private void answer(Snapshot snapshot, String sql) throws IOException {
        String command = spec.name();
        if ((format == Format.PARQUET) != (to != null)) {
            throw CommandFailed.usage("--output parquet and --to go together");
        }
        try (SnapshotTables tables = options.read(
                snapshot, command, sql, parameters, to == null ? List.of() : List.of(to.toAbsolutePath()))) {
            answer(tables, sql);
        } catch (SQLException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private void answer(SnapshotTables tables, String sql) throws SQLException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path file = to;
        if (file != null) {
            long rows = tables.write(sql, parameters, file.toAbsolutePath());
            spec.commandLine().getErr().printf(Locale.ROOT, "%,d rows in %s%n", rows, file);
            return;
        }
        try (PreparedStatement statement = tables.prepare(sql)) {
            SnapshotTables.bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                switch (format) {
                    case CSV -> Rows.csv(rows, out);
                    case JSON -> Rows.json(rows, out);
                    default -> Rows.table(rows, out);
                }
            }
        }
        out.flush();
    }
}
