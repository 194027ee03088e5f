package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.state.reading.Snapshot;
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

    /** @param named an address, an id, or {@code latest} */
    void ask(String named, String sql) throws IOException {
        options.use(named, snapshot -> {
            ask(snapshot, sql);
            return snapshot;
        });
    }

    void ask(Snapshot snapshot, String sql) throws IOException {
        if ((format == Format.PARQUET) != (to != null)) {
            throw CommandFailed.usage("--output parquet and --to go together");
        }
        List<Path> outputs = to == null ? List.of() : List.of(to.toAbsolutePath());
        try (SnapshotTables tables = options.read(snapshot, spec.name(), sql, parameters, outputs)) {
            answer(tables, sql);
        } catch (SQLException e) {
            throw Rows.refused(e);
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
