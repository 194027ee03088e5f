package ai.finai.state.reading.cache;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tables in a folder that several machines reach: {@code NAME/TABLE/….parquet}, and {@code NAME/_SUCCESS}, written last, which
 * names each file with its size. What no such file names is not there.
 *
 * <p>Two that write the same tables at a time do not disturb each other: their files have different names, and whose marker is
 * written last has named all of his. A reader from whose hands files are deleted finds one missing, and takes nothing.
 */
final class SharedCache {

    private static final String DONE = "_SUCCESS";
    private static final String LAST_LINE = "end";
    private static final Pattern FILE = Pattern.compile("[a-z_]+/[0-9a-zA-Z-]+\\.parquet");

    private final Path root;

    SharedCache(String address) {
        root = new Path(address);
    }

    /** @param snapshot its address */
    private record Contents(String snapshot, List<Part> parts) {

        long bytes() {
            return parts.stream().mapToLong(Part::bytes).sum();
        }
    }

    private record Part(String file, long bytes) {}

    /** Name of the file that says, in a folder of this machine, that its tables are here, too. */
    String mark() {
        return "shared-" + HexFormat.of().toHexDigits(root.toString().hashCode());
    }

    /**
     * Copies tables to this machine.
     *
     * @return whether they are here, whole; if not, part of them may have been copied
     */
    boolean fetch(String name, java.nio.file.Path tables) throws IOException {
        Path from = new Path(root, name);
        FileSystem files = from.getFileSystem();
        Contents contents = contents(files, from);
        if (contents == null) {
            return false;
        }
        for (Part part : contents.parts()) {
            java.nio.file.Path to = tables.resolve(part.file());
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            try (InputStream in = files.open(new Path(from, part.file()))) {
                Files.copy(in, to);
            } catch (FileNotFoundException e) {
                return false;
            }
            if (Files.size(to) != part.bytes()) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Contents contents(FileSystem files, Path folder) throws IOException {
        String snapshot;
        List<Part> parts = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(files.open(new Path(folder, DONE)), StandardCharsets.UTF_8))) {
            snapshot = in.readLine();
            for (String line = in.readLine(); !LAST_LINE.equals(line); line = in.readLine()) {
                String[] fields = line == null ? new String[0] : line.split(" ", -1);
                if (fields.length != 2 || !FILE.matcher(fields[1]).matches() || !fields[0].matches("\\d{1,18}")) {
                    return null; // not whole
                }
                parts.add(new Part(fields[1], Long.parseLong(fields[0])));
            }
        } catch (FileNotFoundException e) {
            return null;
        }
        return new Contents(snapshot == null ? "" : snapshot, parts);
    }

    /** Copies tables from this machine, unless they are there. */
    void put(String name, String snapshot, java.nio.file.Path tables) throws IOException {
        Path to = new Path(root, name);
        FileSystem files = to.getFileSystem();
        Contents there = contents(files, to);
        if (there != null && hasAll(files, to, there)) {
            return;
        }
        StringBuilder contents = new StringBuilder(snapshot.replaceAll("\\R", " ")).append('\n');
        for (java.nio.file.Path file : parquet(tables)) {
            String part = tables.relativize(file).toString().replace(File.separatorChar, '/');
            Path copy = new Path(to, part);
            files.mkdirs(Objects.requireNonNull(copy.getParent()));
            try (OutputStream out = files.create(copy, FileSystem.WriteMode.OVERWRITE)) {
                Files.copy(file, out);
            }
            contents.append(Files.size(file)).append(' ').append(part).append('\n');
        }
        contents.append(LAST_LINE).append('\n');
        try (OutputStream out = files.create(new Path(to, DONE), FileSystem.WriteMode.OVERWRITE)) {
            out.write(contents.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean hasAll(FileSystem files, Path folder, Contents contents) throws IOException {
        for (Part part : contents.parts()) {
            try {
                if (files.getFileStatus(new Path(folder, part.file())).getLen() != part.bytes()) {
                    return false;
                }
            } catch (FileNotFoundException e) {
                return false;
            }
        }
        return true;
    }

    private static List<java.nio.file.Path> parquet(java.nio.file.Path tables) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(tables, 2)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    /** What is whole. */
    List<CachedTables> list() throws IOException {
        List<CachedTables> all = new ArrayList<>();
        FileSystem files = root.getFileSystem();
        for (Path folder : folders(files)) {
            Contents contents = contents(files, folder);
            if (contents != null) {
                Instant written = Instant.ofEpochMilli(
                        files.getFileStatus(new Path(folder, DONE)).getModificationTime());
                all.add(new CachedTables(folder.getName(), contents.snapshot(), contents.bytes(), written, false));
            }
        }
        return all;
    }

    /** Those that are named as this cache names them, whole or not. */
    private List<Path> folders(FileSystem files) throws IOException {
        FileStatus[] inside;
        try {
            inside = files.listStatus(root);
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return inside == null
                ? List.of()
                : Stream.of(inside)
                        .map(FileStatus::getPath)
                        .filter(path -> SnapshotCache.isName(path.getName()))
                        .toList();
    }

    /** Deletes all of it, markers first. */
    List<CachedTables> clear() throws IOException {
        List<CachedTables> there = list();
        FileSystem files = root.getFileSystem();
        for (Path folder : folders(files)) {
            files.delete(new Path(folder, DONE), false);
            files.delete(folder, true);
        }
        return there;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
