package ai.finai.state.reading.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables that have been read, a folder a snapshot, on this machine: at most so many bytes of them, where those go first that were
 * asked the longest ago, and none while it is asked. A second, shared cache may be behind it, for other machines.
 *
 * <p>Many threads and processes may use one folder at a time. Nobody but its owner may look into it.
 */
public final class SnapshotCache {

    /** Where nothing else is said. */
    public static final long DEFAULT_BYTES = 10_000_000_000L;

    /** Others may delete what has just been made, but not for ever. */
    private static final int TRIES = 5;

    private static final int MOVES = 100;
    private static final Duration BETWEEN_MOVES = Duration.ofMillis(10);

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}-\\d+(-[0-9a-zA-Z]+)?");

    /** Which snapshot it is of, for people. */
    private static final String SNAPSHOT = "snapshot";

    private final Path folder;
    private final long mostBytes;
    private final @Nullable SharedCache shared;

    /** Makes the tables. */
    public interface Reading {

        /**
         * @param tables gets a folder of each table's name
         * @param work for files that are needed only meanwhile
         */
        void into(Path tables, Path work) throws IOException;
    }

    /**
     * @param folder made if it is not there
     * @param mostBytes a snapshot that is larger stays until the next is read
     * @param shared address of a folder on any file system that Flink knows; null for none
     */
    public SnapshotCache(Path folder, long mostBytes, @Nullable String shared) {
        this.folder = folder.toAbsolutePath().normalize();
        this.mostBytes = mostBytes;
        this.shared = shared == null ? null : new SharedCache(shared);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Finds tables, or makes them.
     *
     * @param name of the same for the same tables only
     * @param snapshot its address, for people
     * @param warnings told what went wrong and does not matter to the answer, such as a shared cache that cannot be written
     * @return to be closed
     */
    public KeptTables get(String name, String snapshot, Reading reading, Consumer<String> warnings) throws IOException {
        if (!isName(name)) {
            throw new IllegalArgumentException(name);
        }
        OwnerFolder.create(folder);
        WorkFolder.deleteLeftovers(folder);
        Path tables = folder.resolve(name);
        boolean made = false;
        for (int left = TRIES; left > 0; left--) {
            Pin pin = Pin.of(tables);
            if (pin == null) {
                make(name, snapshot, reading, warnings);
                made = true;
                continue;
            }
            try {
                Files.setLastModifiedTime(tables, FileTime.from(Instant.now()));
                share(name, snapshot, tables, warnings);
                if (made) {
                    makeRoom(warnings);
                }
                return new KeptTables(tables, pin);
            } catch (IOException | RuntimeException e) {
                pin.close();
                throw e;
            }
        }
        throw new IOException(tables + " was deleted by somebody else as often as it was made");
    }

    private void make(String name, String snapshot, Reading reading, Consumer<String> warnings) throws IOException {
        Path place = folder.resolve(name);
        try (WorkFolder work = WorkFolder.in(folder)) {
            Path tables = work.inside("tables");
            if (!fetched(name, tables, warnings)) {
                WorkFolder.delete(tables);
                reading.into(work.inside("tables"), work.inside("work"));
            }
            Files.writeString(tables.resolve(SNAPSHOT), snapshot);
            Pin.prepare(tables);
            put(tables, place);
        }
    }

    /**
     * Others may put the same there meanwhile, and others again may delete that. What lies there unsound, not finished or about to
     * go when a process was ended by force, is discarded.
     */
    private static void put(Path tables, Path place) throws IOException {
        for (int left = MOVES; ; left--) {
            try {
                Files.move(tables, place, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (Pin.isSound(place)) {
                    return; // somebody else has read the same
                }
                if (left == 0) {
                    throw e;
                }
                if (Files.isDirectory(place) && !WorkFolder.discard(place)) {
                    LockSupport.parkNanos(BETWEEN_MOVES.toNanos()); // somebody is about to move it away
                }
            }
        }
    }

    private boolean fetched(String name, Path tables, Consumer<String> warnings) throws IOException {
        SharedCache behind = shared;
        if (behind == null) {
            return false;
        }
        try {
            boolean there = behind.fetch(name, tables);
            if (there) {
                Files.createFile(tables.resolve(behind.mark()));
            }
            return there;
        } catch (IOException | RuntimeException e) { // libraries of file systems throw others too
            warnings.accept("the cache " + behind + " cannot be read, so the snapshot is: " + e.getMessage());
            return false;
        }
    }

    /** What is kept here and not there is written there, once. */
    private void share(String name, String snapshot, Path tables, Consumer<String> warnings) {
        SharedCache behind = shared;
        if (behind == null || Files.exists(tables.resolve(behind.mark()))) {
            return;
        }
        try {
            behind.put(name, snapshot, tables);
            Files.writeString(tables.resolve(behind.mark()), "");
        } catch (IOException | RuntimeException e) {
            warnings.accept(
                    "the cache " + behind + " cannot be written; the answer does not depend on it: " + e.getMessage());
        }
    }

    /** The answer is there: that something else cannot go does not matter to it. */
    private void makeRoom(Consumer<String> warnings) {
        try {
            evict();
        } catch (IOException | RuntimeException e) {
            warnings.accept("the cache " + folder + " keeps more than it should: " + e.getMessage());
        }
    }

    private void evict() throws IOException {
        List<CachedTables> all = new ArrayList<>(here());
        all.sort(Comparator.comparing(CachedTables::used));
        long bytes = all.stream().mapToLong(CachedTables::bytes).sum();
        for (CachedTables tables : all) {
            if (bytes <= mostBytes) {
                return;
            }
            if (WorkFolder.discard(folder.resolve(tables.name()))) {
                bytes -= tables.bytes();
            }
        }
    }

    /** What is kept, the last asked first: in the shared cache, where there is one, else on this machine. */
    public List<CachedTables> list() throws IOException {
        List<CachedTables> all = new ArrayList<>(shared == null ? here() : shared.list());
        all.sort(Comparator.comparing(CachedTables::used).reversed());
        return all;
    }

    private List<CachedTables> here() throws IOException {
        List<CachedTables> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path tables : folders) {
                String name = String.valueOf(tables.getFileName());
                if (isName(name) && Files.isDirectory(tables)) {
                    try {
                        all.add(new CachedTables(
                                name,
                                snapshot(tables),
                                bytes(tables),
                                Files.getLastModifiedTime(tables).toInstant(),
                                Pin.isHeld(tables)));
                    } catch (NoSuchFileException e) {
                        continue; // gone meanwhile
                    }
                }
            }
        }
        return all;
    }

    private static String snapshot(Path tables) throws IOException {
        Path file = tables.resolve(SNAPSHOT);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private static long bytes(Path tables) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(tables)) {
            for (Path file : files.toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes;
    }

    /**
     * Deletes what {@link #list} shows and is not in use. Of a shared cache that is what is in it; copies stay where they are, on
     * this machine too, and are written there again once they are asked. Who has none reads the snapshot again.
     *
     * @return what has gone
     */
    public List<CachedTables> clear() throws IOException {
        SharedCache behind = shared;
        if (behind != null) {
            List<CachedTables> gone = behind.clear();
            for (CachedTables tables : here()) {
                Files.deleteIfExists(folder.resolve(tables.name()).resolve(behind.mark()));
            }
            return gone;
        }
        List<CachedTables> gone = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            WorkFolder.deleteLeftovers(folder);
            for (CachedTables tables : here()) {
                if (WorkFolder.discard(folder.resolve(tables.name()))) {
                    gone.add(tables);
                }
            }
        }
        return gone;
    }

    /** A folder on this machine for files that are needed only for a while; to be closed. */
    public WorkFolder work() throws IOException {
        return WorkFolder.in(folder);
    }
}
