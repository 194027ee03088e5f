package ai.finai.cli.state;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.state.reading.SnapshotTables;
import ai.finai.state.reading.table.Column;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai state tables}. */
@Command(
        name = "tables",
        sortOptions = false,
        description =
                "Shows a snapshot's tables: what a row is, how many there are, and every column with what it means.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state tables latest --snapshots s3://bank/checkpoints",
            "  finai state tables s3://bank/savepoints/savepoint-1a2b3c"
        })
final class TablesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SNAPSHOT", description = "An address, an id that finai state list shows, or latest.")
    private String snapshot;

    @Mixin
    private ReadOptions options;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (SnapshotTables tables = options.read(snapshot, "tables", "", List.of(), List.of())) {
            for (Table table : tables.tables()) {
                out.printf(
                        Locale.ROOT,
                        "%s  %s, %,.1f MB%n  %s%n",
                        table.name(),
                        Figures.count(tables.rows(table), "row"),
                        tables.bytes(table) / 1e6,
                        table.meaning());
                ai.finai.cli.Table columns = new ai.finai.cli.Table("  COLUMN", "TYPE", "MEANING");
                for (Column column : table.columns()) {
                    columns.row(
                            "  " + column.name(),
                            column.type().sql(tables.snapshot().baseDecimals()),
                            column.meaning());
                }
                columns.print(out);
                out.println();
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
