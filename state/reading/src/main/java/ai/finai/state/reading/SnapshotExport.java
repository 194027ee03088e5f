package ai.finai.state.reading;

import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Copies a snapshot's tables to a folder of any file system that Flink knows, a partition a snapshot:
 * {@code TABLE/snapshot_time=2026-01-31T00-00-00Z/part-0.parquet}. A marker that is written last, {@code _SUCCESS}, says that a
 * partition is whole; one that has it is never written again.
 */
public final class SnapshotExport {

    private static final String DONE = "_SUCCESS";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    /** @param folder a path or an address */
    public SnapshotExport(String folder) {
        this.folder = new Path(folder);
    }

    private Path partition(String table, Snapshot snapshot) {
        return new Path(new Path(folder, table), "snapshot_time=" + TIME.format(snapshot.completed()));
    }

    /** Whether a table of this snapshot has been exported, whole. */
    public boolean has(String table, Snapshot snapshot) {
        Path done = new Path(partition(table, snapshot), DONE);
        try {
            return done.getFileSystem().exists(done);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder + ": " + e.getMessage(), e);
        }
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
                .orElseThrow(() -> new IllegalArgumentException("no table " + name + "; there are: "
                        + tables.tables().stream().map(Table::name).collect(Collectors.joining(", "))));
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
        for (int i = 0; i < parts.size(); i++) {
            try (InputStream in = Files.newInputStream(parts.get(i));
                    OutputStream out = files.create(
                            new Path(partition, "part-" + i + ".parquet"), FileSystem.WriteMode.OVERWRITE)) {
                in.transferTo(out);
            }
        }
        files.create(new Path(partition, DONE), FileSystem.WriteMode.OVERWRITE).close();
        return partition.toString();
    }
}
