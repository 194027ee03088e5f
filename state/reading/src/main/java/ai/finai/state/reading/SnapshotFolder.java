package ai.finai.state.reading;

import ai.finai.state.reading.table.Job;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Where jobs leave their snapshots: folders below it, as Flink lays them out. */
public final class SnapshotFolder {

    /** Names the last one that is complete. */
    public static final String LATEST = "latest";

    /** Folders below the given one: a job's, and a snapshot's in it. */
    private static final int DEPTH = 3;

    private final List<Path> roots;

    /** @param locations such as {@code s3://bank/checkpoints} and {@code s3://bank/savepoints} */
    public SnapshotFolder(List<String> locations) {
        roots = locations.stream().map(Path::new).toList();
    }

    /** A snapshot's folder, and what it is; or why it cannot be read. */
    public record Entry(String uri, Optional<Snapshot> snapshot, String problem) {}

    /**
     * All of them, the latest first; those that are not complete or not readable last.
     *
     * @throws IOException if a folder cannot be listed
     */
    public List<Entry> list() throws IOException {
        List<Entry> found = new ArrayList<>();
        for (Path root : roots) {
            find(root, DEPTH, found);
        }
        found.sort(Comparator.comparing((Entry entry) ->
                        entry.snapshot().map(Snapshot::completed).orElse(Instant.MIN))
                .reversed()
                .thenComparing(Entry::uri));
        return found;
    }

    private static void find(Path folder, int depth, List<Entry> found) throws IOException {
        FileStatus[] inside;
        FileSystem files = folder.getFileSystem();
        try {
            inside = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            throw new SnapshotException("no folder " + folder, e);
        }
        if (inside == null) {
            return;
        }
        boolean complete = false;
        for (FileStatus status : inside) {
            complete |= status.getPath().getName().equals(Snapshot.METADATA);
        }
        String own = folder.getName();
        if (complete || own.startsWith("chk-") || own.startsWith("savepoint-")) {
            found.add(entry(folder));
            return;
        }
        if (depth == 0) {
            return;
        }
        for (FileStatus status : inside) {
            String name = status.getPath().getName();
            if (status.isDir() && !name.equals("shared") && !name.equals("taskowned")) {
                find(status.getPath(), depth - 1, found);
            }
        }
    }

    private static Entry entry(Path folder) throws IOException {
        try {
            return new Entry(folder.toString(), Optional.of(Snapshot.at(folder.toString())), "");
        } catch (SnapshotException e) {
            return new Entry(folder.toString(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The snapshot that a person names.
     *
     * @param name an address, an id that {@link #list} shows or its end, or {@code latest}
     * @param job whose it is, where {@code latest} is asked for
     * @throws SnapshotException if there is none of that name, or more than one
     */
    public Snapshot find(String name, Job job) throws IOException {
        if (name.contains("://") || name.startsWith("/") || name.startsWith("file:")) {
            return Snapshot.at(name);
        }
        List<Snapshot> all = complete(job);
        if (name.equals(LATEST)) {
            return all.stream()
                    .findFirst()
                    .orElseThrow(() -> new SnapshotException(
                            "no complete snapshot of the job " + job.name().toLowerCase(Locale.ROOT) + " in " + roots));
        }
        List<Snapshot> named = all.stream()
                .filter(snapshot -> snapshot.id().equals(name) || snapshot.id().endsWith('/' + name))
                .toList();
        if (named.size() != 1) {
            throw new SnapshotException(
                    named.isEmpty()
                            ? "no complete snapshot " + name + " of the job in " + roots
                                    + "; finai state list shows them"
                            : named.size() + " snapshots are called " + name + ": "
                                    + named.stream().map(Snapshot::id).toList());
        }
        return named.get(0);
    }

    /**
     * The last one that was complete by then.
     *
     * @throws SnapshotException if there is none
     */
    public Snapshot asOf(Instant time, Job job) throws IOException {
        List<Snapshot> all = complete(job);
        return all.stream()
                .filter(snapshot -> !snapshot.completed().isAfter(time))
                .findFirst()
                .orElseThrow(() -> new SnapshotException("no complete snapshot by " + time + " in " + roots
                        + (all.isEmpty()
                                ? ""
                                : "; the earliest is of "
                                        + all.get(all.size() - 1).completed())));
    }

    private List<Snapshot> complete(Job job) throws IOException {
        return list().stream()
                .flatMap(entry -> entry.snapshot().stream())
                .filter(snapshot -> snapshot.job() == job)
                .toList();
    }
}
