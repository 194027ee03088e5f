package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai state as-of}. */
@Command(
        name = "as-of",
        sortOptions = false,
        description =
                "Asks what was known at a time: the last snapshot that was complete by then. Which one it is, is said on"
                        + " standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state as-of 2026-01-31T00:00Z \"SELECT count(*) FROM open_patterns\" --snapshots s3://bank/savepoints"
        })
final class AsOfCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TIME", description = "With its zone: 2026-01-31T00:00Z.")
    private String time;

    @Parameters(index = "1", paramLabel = "SQL", description = "The query.")
    private String sql;

    @Mixin
    private Asking asking;

    @Override
    public Integer call() throws IOException {
        OffsetDateTime parsed;
        try {
            parsed = OffsetDateTime.parse(time);
        } catch (DateTimeException e) {
            throw CommandFailed.usage("'" + time + "' is no time with its zone, such as 2026-01-31T00:00Z", e);
        }
        Snapshot snapshot;
        try {
            snapshot = asking.options()
                    .places()
                    .folder()
                    .asOf(parsed.toInstant(), asking.options().job());
        } catch (SnapshotException e) {
            throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
        }
        spec.commandLine().getErr().println("finai: " + snapshot.id() + ", complete at " + snapshot.completed());
        asking.ask(snapshot, sql);
        return ExitCode.OK;
    }
}
