package ai.finai.state.reading;

import ai.finai.state.reading.table.Job;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Where jobs leave their snapshots: folders below it, as Flink lays them out. */
public final class SnapshotFolder {

    /** Names the last one that is complete. */
    public static final String LATEST = "latest";

    /** Folders below the given one: a job's, and a snapshot's in it. */
    private static final int DEPTH = 3;

    /** Until one is found that does not go meanwhile. */
    private static final int LISTINGS = 3;

    private final List<Path> roots;

    /** @param locations such as {@code s3://bank/checkpoints} and {@code s3://bank/savepoints} */
    public SnapshotFolder(List<String> locations) {
        roots = locations.stream().map(Path::new).toList();
    }

    /** A snapshot's folder, and what it is; or why it cannot be read. */
    public record Entry(String uri, Optional<Snapshot> snapshot, String problem) {}

    /**
     * All of them, the latest first; those that are not complete or not readable last, and with them locations where nothing is:
     * a job makes its folders when it first writes into them.
     *
     * @throws SnapshotException.Misnamed if there is nothing at any location
     * @throws IOException if a folder cannot be listed
     */
    public List<Entry> list() throws IOException {
        List<Entry> found = new ArrayList<>();
        List<Path> missing = new ArrayList<>();
        for (Path root : roots) {
            if (!find(root, DEPTH, found)) {
                missing.add(root);
            }
        }
        if (!missing.isEmpty() && missing.size() == roots.size()) {
            throw new SnapshotException.Misnamed("no folder " + text(missing));
        }
        missing.forEach(root -> found.add(new Entry(root.toString(), Optional.empty(), "no folder " + root)));
        found.sort(Comparator.comparing((Entry entry) ->
                        entry.snapshot().map(Snapshot::completed).orElse(Instant.MIN))
                .reversed()
                .thenComparing(Entry::uri));
        return found;
    }

    /**
     * Locations where nothing is, while there is something at others: a name with a slip, or one to which nothing was written
     * yet. None where nothing is at any: then nothing can be found, and that is said.
     *
     * @throws IOException if that cannot be told
     */
    public List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path root : roots) {
            if (!root.getFileSystem().exists(root)) {
                missing.add(root.toString());
            }
        }
        return missing.size() == roots.size() ? List.of() : missing;
    }

    private static String text(List<Path> places) {
        return places.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** @return whether there is such a folder; one that is listed may be gone by now, since jobs delete their checkpoints */
    private static boolean find(Path folder, int depth, List<Entry> found) throws IOException {
        FileStatus @Nullable [] inside;
        try {
            inside = folder.getFileSystem().listStatus(folder);
        } catch (FileNotFoundException e) {
            return false;
        }
        if (inside == null) {
            return false;
        }
        boolean complete = false;
        for (FileStatus status : inside) {
            complete |= status.getPath().getName().equals(Snapshot.METADATA);
        }
        String own = folder.getName();
        if (complete || own.startsWith("chk-") || own.startsWith("savepoint-")) {
            found.add(entry(folder));
        } else if (depth > 0) {
            for (FileStatus status : inside) {
                String name = status.getPath().getName();
                if (status.isDir() && !name.equals("shared") && !name.equals("taskowned")) {
                    find(status.getPath(), depth - 1, found);
                }
            }
        }
        return true;
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
     * @param job whose it is, where {@code latest} is asked for, or several snapshots have the name
     * @throws SnapshotException if there is none of that name, or it cannot be read: for the same reason as by its address
     * @throws SnapshotException.Misnamed if there are several
     */
    public Snapshot find(String name, Job job) throws IOException {
        if (name.contains("://") || name.startsWith("/") || name.startsWith("file:")) {
            return Snapshot.at(name);
        }
        if (name.equals(LATEST)) {
            return latest(job);
        }
        List<Entry> named =
                list().stream().filter(entry -> isNamed(entry, name)).toList();
        List<Entry> own = named.stream()
                .filter(entry ->
                        entry.snapshot().map(snapshot -> snapshot.job() == job).orElse(true))
                .toList();
        List<Entry> meant = named.size() > 1 && !own.isEmpty() ? own : named;
        if (meant.size() > 1
                && meant.stream().anyMatch(entry -> entry.snapshot().isPresent())) {
            meant = meant.stream().filter(entry -> entry.snapshot().isPresent()).toList();
        }
        if (meant.isEmpty()) {
            throw new SnapshotException("no snapshot " + name + " in " + text(roots) + "; finai state list shows them");
        }
        if (meant.size() > 1) {
            throw new SnapshotException.Misnamed(meant.size() + " snapshots are called " + name + ": "
                    + meant.stream()
                            .map(entry -> Snapshot.id(new Path(entry.uri())))
                            .collect(Collectors.joining(", ")));
        }
        Entry only = meant.get(0);
        return only.snapshot().isPresent() ? only.snapshot().get() : Snapshot.at(only.uri());
    }

    private static boolean isNamed(Entry entry, String name) {
        String id = Snapshot.id(new Path(entry.uri()));
        return id.equals(name) || id.endsWith('/' + name);
    }

    /** The only checkpoint that was there may go while it is looked at: by then the job has completed the next one. */
    private Snapshot latest(Job job) throws IOException {
        for (int left = LISTINGS; ; left--) {
            List<Entry> all = list();
            Optional<Snapshot> latest = of(job, all).stream().findFirst();
            if (latest.isPresent()) {
                return latest.get();
            }
            boolean unreadable = all.stream().anyMatch(entry -> entry.snapshot().isEmpty());
            if (left == 1 || !unreadable) {
                throw new SnapshotException("no complete snapshot of the job " + job.title() + " in " + text(roots)
                        + (unreadable ? "; finai state list says what is there instead" : ""));
            }
        }
    }

    /**
     * The last one that was complete by then.
     *
     * @throws SnapshotException if there is none
     */
    public Snapshot asOf(Instant time, Job job) throws IOException {
        List<Snapshot> all = of(job, list());
        return all.stream()
                .filter(snapshot -> !snapshot.completed().isAfter(time))
                .findFirst()
                .orElseThrow(() -> new SnapshotException("no complete snapshot by " + time + " in " + text(roots)
                        + (all.isEmpty()
                                ? ""
                                : "; the earliest is of "
                                        + all.get(all.size() - 1).completed())));
    }

    private static List<Snapshot> of(Job job, List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.snapshot().stream())
                .filter(snapshot -> snapshot.job() == job)
                .toList();
    }
}
