package ai.finai.cli.state;

import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code finai state query}. */
@Command(
        name = "query",
        sortOptions = false,
        description = {
            "Asks a snapshot's tables by SQL, in DuckDB's dialect: joins, windows, everything. A snapshot is read once; later"
                    + " queries take what was read.",
            "",
            "finai state tables shows the tables."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state query latest --snapshots s3://bank/checkpoints \\",
            "      \"SELECT rule_id, count(*) FROM open_patterns GROUP BY ALL\"",
            "  finai state query s3://bank/savepoints/savepoint-1a2b3c \\",
            "      \"SELECT * FROM open_patterns WHERE account = ?\" --param A17 --output json"
        })
final class QueryCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SNAPSHOT",
            description = "An address, an id that finai state list shows, or latest.")
    private String snapshot;

    @Parameters(index = "1", paramLabel = "SQL", description = "The query.")
    private String sql;

    @Mixin
    private Asking asking;

    @Override
    public Integer call() throws IOException {
        asking.ask(snapshot, sql);
        return ExitCode.OK;
    }
}
