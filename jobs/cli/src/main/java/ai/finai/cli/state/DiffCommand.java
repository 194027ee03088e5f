package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.SnapshotDifference;
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
                    + " Of a changed row there is a line for each column that changed, with what it was and is.",
            "",
            "Where a key has several rows, as an account has in open_patterns, name all columns that tell them apart."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state diff 1a2b/chk-10 1a2b/chk-20 --table account_profile \\",
            "      --snapshots s3://bank/checkpoints",
            "  finai state diff A B --table open_patterns --output json \\",
            "      --key account rule_id first_posting --snapshots s3://bank/checkpoints"
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
            description =
                    "With csv and json the columns of rows that appeared or went are there, too; with json a line a row."
                            + " Default: table.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        options.find(after); // a name that is wrong is said before the other is read
        try (SnapshotTables first = options.read(before, "diff", table, List.of(), List.of());
                SnapshotTables second = options.read(after, "diff", table, List.of(), List.of());
                SnapshotDifference difference = SnapshotDifference.of(first, second);
                PreparedStatement rows = difference.prepare(table, key);
                ResultSet result = rows.executeQuery()) {
            PrintWriter out = spec.commandLine().getOut();
            Differences differences = new Differences(result, Math.max(1, key.size()));
            switch (format) {
                case CSV -> differences.csv(out);
                case JSON -> differences.json(out);
                case TABLE -> differences.table(out);
            }
            out.flush();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw Rows.refused(e);
        }
        return ExitCode.OK;
    }
}
