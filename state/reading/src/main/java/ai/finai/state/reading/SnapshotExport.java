package ai.finai.state.reading;

import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Copies a snapshot's tables to a folder of any file system that Flink knows, a partition a snapshot:
 * {@code TABLE/snapshot_time=2026-01-31T00-00-00Z/snapshot=1a2b3c4d5e6f/part-….parquet}. A marker that is written last, {@code _SUCCESS}, says that a
 * partition is whole; one that has it is never written again.
 */
public final class SnapshotExport {

    private static final String DONE = "_SUCCESS";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Masking masking;

    /**
     * @param folder a path or an address
     * @param masking under which the tables are read
     */
    public SnapshotExport(String folder, Masking masking) {
        this.folder = new Path(folder);
        this.masking = masking;
    }

    /** Under which tables must be read that are to be exported. */
    public Masking masking() {
        return masking;
    }

    private Path partition(String table, Snapshot snapshot) {
        Path time = new Path(new Path(folder, table), "snapshot_time=" + TIME.format(snapshot.completed()));
        return new Path(time, "snapshot=" + snapshot.fingerprint().substring(0, 12));
    }

    /**
     * Whether a table of this snapshot has been exported, whole, by a release that makes the same tables of it.
     *
     * @throws IllegalArgumentException if it has been under another masking: whoever may read the one may not read the other
     * @throws IOException if that cannot be told
     */
    public boolean has(String table, Snapshot snapshot) throws IOException {
        Path done = new Path(partition(table, snapshot), DONE);
        FileSystem files = done.getFileSystem();
        if (!files.exists(done)) {
            return false;
        }
        String[] says;
        try (InputStream in = files.open(done)) {
            says = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
        }
        if (says.length > 1 && !says[1].equals(masked())) {
            throw new IllegalArgumentException(partition(table, snapshot) + " was exported with another masking ("
                    + says[1] + ", and now " + masked() + "): name another folder");
        }
        return says[0].equals(String.valueOf(Catalogue.FORMAT));
    }

    private String masked() {
        return masking.id().isEmpty() ? "not masked" : "masked with key " + masking.id();
    }

    /**
     * Exports a table.
     *
     * @return where it is
     * @throws IllegalArgumentException if there is no such table
     * @throws IOException if it cannot be written
     */
    public String write(SnapshotTables tables, String name) throws IOException {
        Table table = tables.tables().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        Catalogue.missing(name, tables.snapshot().job())));
        Path partition = partition(name, tables.snapshot());
        if (has(name, tables.snapshot())) {
            return partition.toString();
        }
        FileSystem files = partition.getFileSystem();
        files.delete(partition, true); // what an export left that was broken off
        files.mkdirs(partition);
        List<java.nio.file.Path> parts = new ArrayList<>();
        try (DirectoryStream<java.nio.file.Path> all = Files.newDirectoryStream(tables.files(table))) {
            all.forEach(parts::add);
        }
        parts.sort(null);
        Set<String> written = new TreeSet<>();
        String run = UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < parts.size(); i++) {
            String part = "part-" + run + '-' + i + ".parquet";
            written.add(part);
            try (InputStream in = Files.newInputStream(parts.get(i));
                    OutputStream out = files.create(new Path(partition, part), FileSystem.WriteMode.OVERWRITE)) {
                in.transferTo(out);
            }
        }
        requireAlone(files, partition, written);
        try (OutputStream out = files.create(new Path(partition, DONE), FileSystem.WriteMode.OVERWRITE)) {
            out.write((Catalogue.FORMAT + "\n" + masked() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return partition.toString();
    }

    /** Two exports of one partition at a time would mix their files. */
    private static void requireAlone(FileSystem files, Path partition, Set<String> written) throws IOException {
        Set<String> there = new TreeSet<>();
        for (FileStatus status : files.listStatus(partition)) {
            there.add(status.getPath().getName());
        }
        if (!there.equals(written)) {
            throw new IOException("another export writes " + partition
                    + " at the same time: it is not marked as whole; export again");
        }
    }
}
