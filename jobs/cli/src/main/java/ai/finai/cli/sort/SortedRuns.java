package ai.finai.cli.sort;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Takes records in any order and writes them as sorted runs into a folder, for {@link Merge}. Holds at most about
 * {@code memoryBytes} of them in memory. Several writers may share a folder under different names. Not thread-safe.
 */
public final class SortedRuns implements Closeable {

    static final String SUFFIX = ".run";
    /** What a record occupies beside its payload and its id, about. */
    private static final int OVERHEAD_BYTES = 120;

    private static final int FILE_BUFFER_BYTES = 1 << 18;

    private final Path folder;
    private final String name;
    private final long memoryBytes;
    private final List<Sortable> held = new ArrayList<>();
    private long heldBytes;
    private int runs;

    /**
     * @param folder made where it is not there
     * @param name of this writer, unique in the folder; the start of its files' names
     */
    public SortedRuns(Path folder, String name, long memoryBytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        this.memoryBytes = memoryBytes;
    }

    public void add(Sortable record) throws IOException {
        held.add(record);
        heldBytes += record.payload().length + 2L * record.key().id().length() + OVERHEAD_BYTES;
        if (heldBytes >= memoryBytes) {
            spill();
        }
    }

    /** Writes what is still held. */
    @Override
    public void close() throws IOException {
        if (!held.isEmpty()) {
            spill();
        }
    }

    private void spill() throws IOException {
        held.sort(Comparator.comparing(Sortable::key));
        write(folder.resolve(name + '-' + runs + SUFFIX), held.iterator());
        runs++;
        held.clear();
        heldBytes = 0;
    }

    /** Writes records that are in order already as one run. */
    static void write(Path run, Iterator<Sortable> records) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), FILE_BUFFER_BYTES))) {
            while (records.hasNext()) {
                Sortable record = records.next();
                out.writeLong(record.key().time());
                out.writeUTF(record.key().id());
                out.writeInt(record.key().file());
                out.writeLong(record.key().line());
                out.writeInt(record.payload().length);
                out.write(record.payload());
            }
        }
    }
}
