package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Interrupts;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotExport;
import ai.finai.state.reading.SnapshotFolder;
import ai.finai.state.reading.SnapshotTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai state export}. */
@Command(
        name = "export",
        sortOptions = false,
        description = {
            "Writes tables of the latest snapshot as Parquet, for other tools: TABLE/snapshot_time=TIME/snapshot=HASH/part-….parquet. The same"
                    + " snapshot gives the same place, so that exporting it again changes nothing.",
            "",
            "With --every it looks again and again, until it is ended, and exports what is then the latest. One that cannot be"
                    + " read is passed over, and said. Ctrl-C or SIGTERM lets an export that has begun end; a second one does not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state export --table account_profile --to s3://risk/state \\",
            "      --snapshots s3://bank/savepoints",
            "  finai state export --table account_profile open_patterns --to /data/state \\",
            "      --every PT1H --snapshots s3://bank/checkpoints"
        })
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadOptions options;

    @Option(names = "--table", paramLabel = "NAME", arity = "1..*", required = true, description = "The tables.")
    private List<String> tables = List.of();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where to: a path, or an s3:// address; made if it is not there.")
    private String to;

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            converter = DurationConverter.class,
            description = "Looks for a later snapshot that often, such as PT1H or 15min. Default: once.")
    private @Nullable Duration every;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (every != null) {
            options.places().outlastServer();
        }
        options.places().reach(to);
        if (every != null && every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw CommandFailed.usage("--every is " + every + "; it must be at least 1 s");
        }
        SnapshotExport export = new SnapshotExport(PlaceOptions.address(to), options.masking());
        PrintWriter out = spec.commandLine().getOut();
        if (every == null) {
            export(export, out);
            return ExitCode.OK;
        }
        return keepExporting(export, every, out);
    }

    /** Until Ctrl-C or SIGTERM, which lets an export that has begun end. */
    private int keepExporting(SnapshotExport export, Duration span, PrintWriter out)
            throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (Interrupts interrupts = Interrupts.opening(end)) {
            do {
                try {
                    export(export, out);
                } catch (CommandFailed e) { // the command line is wrong, and stays so
                    throw e;
                } catch (IOException | RuntimeException e) { // the next one may be there, and readable
                    spec.commandLine().getErr().println("finai: " + e.getMessage());
                    spec.commandLine().getErr().flush();
                }
            } while (!end.await(span.toMillis(), TimeUnit.MILLISECONDS));
        }
        return ExitCode.OK;
    }

    private boolean hasAll(SnapshotExport export, Snapshot snapshot) throws IOException {
        try {
            for (String table : tables) {
                if (!export.has(table, snapshot)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private void export(SnapshotExport export, PrintWriter out) throws IOException {
        options.use(SnapshotFolder.LATEST, snapshot -> {
            export(snapshot, export, out);
            return snapshot;
        });
    }

    private void export(Snapshot snapshot, SnapshotExport export, PrintWriter out) throws IOException {
        if (hasAll(export, snapshot)) {
            out.println(snapshot.id() + " was exported before");
            out.flush();
            return;
        }
        try (SnapshotTables read =
                options.read(snapshot, export.masking(), "export", String.join(", ", tables), List.of(), List.of())) {
            for (String table : tables) {
                out.println(export.write(read, table));
            }
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
        out.flush();
    }
}
