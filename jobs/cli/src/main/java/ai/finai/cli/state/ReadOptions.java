package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Terminal;
import ai.finai.state.reading.Masking;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotFolder;
import ai.finai.state.reading.SnapshotReader;
import ai.finai.state.reading.SnapshotTables;
import ai.finai.state.reading.table.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a snapshot is found and read. */
final class ReadOptions {

    /** A job that makes checkpoints faster than they are read is not run after for ever. */
    private static final int TRIES = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private PlaceOptions places;

    @Option(
            names = "--job",
            paramLabel = "aml|market",
            defaultValue = "aml",
            description = "Whose snapshot is meant by latest or a time. Default: ${DEFAULT-VALUE}.")
    private Job job;

    @Mixin
    private CacheOptions cache;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Threads that read. Default: one a core, at most 16.")
    private int parallelism = Math.min(16, Runtime.getRuntime().availableProcessors());

    @Mixin
    private PrivacyOptions privacy;

    private boolean toldMissing;

    /** @param name an address, an id that the list shows, or {@code latest} */
    Snapshot find(String name) throws IOException {
        places.reach(name);
        Path path = name.contains("/") && !isUri(name) ? Path.of(name) : null;
        return isUri(name) || path != null && (path.isAbsolute() || Files.isDirectory(path))
                ? Snapshot.at(PlaceOptions.address(name))
                : folder().find(name, job);
    }

    /** Where a snapshot is looked for. What is the latest, or was at a time, depends on all locations: one that is not there is said. */
    SnapshotFolder folder() throws IOException {
        SnapshotFolder folder = places.folder();
        if (!toldMissing) {
            toldMissing = true;
            PrintWriter err = spec.commandLine().getErr();
            folder.missing()
                    .forEach(missing -> err.println("finai: no folder " + missing + ": only the others are looked at"));
            err.flush();
        }
        return folder;
    }

    private static boolean isUri(String name) {
        return name.contains("://") || name.startsWith("file:");
    }

    /** What is done with a snapshot. */
    interface Use<T> {

        T of(Snapshot snapshot) throws IOException;
    }

    /**
     * Finds the snapshot that a person names, and uses it. The job may delete the latest one while it is read: then there is a
     * later one, and that is used.
     *
     * @param name an address, an id that the list shows, or {@code latest}
     */
    <T> T use(String name, Use<T> use) throws IOException {
        for (int left = name.equals(SnapshotFolder.LATEST) ? TRIES : 1; ; left--) {
            Snapshot snapshot = find(name);
            try {
                return use.of(snapshot);
            } catch (SnapshotException.Gone e) {
                if (left == 1) {
                    throw e;
                }
                PrintWriter err = spec.commandLine().getErr();
                err.println("finai: " + snapshot.id() + " went while it was read; taking what is the latest now");
                err.flush();
            }
        }
    }

    /** As the others, of the snapshot that a person names. */
    SnapshotTables read(String name, String command, String asked, List<String> parameters, List<Path> outputs)
            throws IOException {
        return use(name, snapshot -> read(snapshot, command, asked, parameters, outputs));
    }

    PlaceOptions places() {
        return places;
    }

    Job job() {
        return job;
    }

    /**
     * Writes down what is asked, and reads the snapshot or finds it read.
     *
     * @param command that asks
     * @param asked the query, or what stands for it
     * @param outputs files that may be written
     */
    SnapshotTables read(Snapshot snapshot, String command, String asked, List<String> parameters, List<Path> outputs)
            throws IOException {
        return read(snapshot, privacy.masking(), command, asked, parameters, outputs);
    }

    /** As the other, masked as was decided before: what configures it may have changed since. */
    SnapshotTables read(
            Snapshot snapshot,
            Masking masking,
            String command,
            String asked,
            List<String> parameters,
            List<Path> outputs)
            throws IOException {
        cache.mustBeWritable();
        new Audit(privacy.auditLog(cache.folder())).note(snapshot, command, asked, parameters, masking.id());
        return read(snapshot, masking, outputs);
    }

    private SnapshotTables read(Snapshot snapshot, Masking masking, List<Path> outputs) throws IOException {
        if (parallelism < 1 || parallelism > 128) {
            throw CommandFailed.usage("--parallelism is " + parallelism + "; it must be from 1 to 128");
        }
        if (snapshot.job() == Job.OTHER) {
            throw CommandFailed.usage(snapshot.uri() + " is a snapshot of none of FinAI's jobs");
        }
        PrintWriter err = spec.commandLine().getErr();
        if (!snapshot.checksums()) {
            err.println("finai: " + snapshot.id() + " has no checksums: damage to its files may show as other values;"
                    + " jobs with execution.checkpointing.snapshot-compression write them");
        }
        if (snapshot.drained()) {
            err.println("finai: " + snapshot.id() + " is of a job that was drained: at the end of event time it forgot"
                    + " every account and symbol; a savepoint taken without --drain has them");
        }
        String place = cache.place();
        if (place != null) {
            places.reach(place);
        }
        try (ReadingLine line = new ReadingLine(snapshot.id(), err, Terminal.showsErrors(), System::nanoTime)) {
            return SnapshotReader.withCache(cache.cache())
                    .masked(masking)
                    .threads(parallelism)
                    .reporting(line)
                    .read(snapshot, outputs);
        }
    }

    Masking masking() {
        return privacy.masking();
    }
}
