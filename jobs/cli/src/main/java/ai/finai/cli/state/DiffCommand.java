package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotDifference;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai state diff}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Shows what of a table is otherwise in a second snapshot: rows that appeared, went or changed, found by their key."
                    + " Of a changed row the columns that changed are named, with what they were and are.",
            "",
            "Where a key has several rows, as an account has in open_patterns, name all columns that tell them apart."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state diff 1a2b/chk-10 1a2b/chk-20 --snapshots s3://bank/checkpoints --table account_profile",
            "  finai state diff A B --table open_patterns --key account rule_id first_posting --output json"
        })
final class DiffCommand implements Callable<Integer> {

    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The earlier snapshot, named as for a query.")
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "The later one.")
    private String after;

    @Mixin
    private ReadOptions options;

    @Option(names = "--table", paramLabel = "NAME", required = true, description = "The table.")
    private String table;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            arity = "1..*",
            description = "Columns that tell rows apart. Default: the table's first.")
    private List<String> key = List.of();

    @Option(
            names = "--output",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "With json a line a row. Default: table.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        Snapshot earlier = options.find(before);
        Snapshot later = options.find(after);
        try (SnapshotTables first = options.read(earlier, "diff", table, List.of(), List.of());
                SnapshotTables second = options.read(later, "diff", table, List.of(), List.of());
                SnapshotDifference difference = SnapshotDifference.of(first, second);
                PreparedStatement rows = difference.prepare(table, key);
                ResultSet result = rows.executeQuery()) {
            PrintWriter out = spec.commandLine().getOut();
            switch (format) {
                case CSV -> Rows.csv(result, out);
                case JSON -> Rows.json(result, out);
                case TABLE -> Rows.table(result, out);
            }
            out.flush();
        } catch (SnapshotException e) {
            throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()).strip(), e);
        }
        return ExitCode.OK;
    }
}
