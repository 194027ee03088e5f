package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.Snapshot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.Path;
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
                        + " standard error. A folder on a disk has no other times than its files': keep them when you copy one"
                        + " (cp -p).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state as-of 2026-01-31T00:00Z --snapshots s3://bank/savepoints \\",
            "      \"SELECT count(*) FROM open_patterns\""
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
        ReadOptions options = asking.options();
        Snapshot snapshot = options.folder().asOf(parsed.toInstant(), options.job());
        boolean dated = new Path(snapshot.uri()).getFileSystem().isDistributedFS();
        spec.commandLine()
                .getErr()
                .println("finai: " + snapshot.id() + ", complete at " + snapshot.completed()
                        + (dated ? "" : " by its file's time: of a copy, that is when it was copied"));
        asking.ask(snapshot, sql);
        return ExitCode.OK;
    }
}
