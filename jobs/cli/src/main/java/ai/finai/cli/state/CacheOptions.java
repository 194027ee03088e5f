package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.SizeConverter;
import ai.finai.state.reading.cache.OwnerFolder;
import ai.finai.state.reading.cache.SnapshotCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where what has been read is kept. */
final class CacheOptions {

    private static final String PLACE = "FINAI_STATE_CACHE";
    private static final String SIZE = "FINAI_STATE_CACHE_SIZE";

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Where a snapshot's tables are kept once it has been read: a folder, or an s3:// address that several"
                            + " machines share, with copies in the default folder. They hold what the state holds: keep others out."
                            + " Default: what " + PLACE
                            + " says, else finai/state in the folder for caches of this user.")
    private @Nullable String place;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "How much of this machine's disk the tables may take, such as 500MB: those that were asked the longest"
                            + " ago go when a snapshot is read, none while it is asked. Default: what " + SIZE
                            + " says, else 10GB.")
    private @Nullable Long size;

    /** As named; may be an address that must be reached first. Null for the default. */
    @Nullable
    String place() {
        if (place != null) {
            return place;
        }
        String named = System.getenv(PLACE);
        return named == null || named.isEmpty() ? null : named;
    }

    SnapshotCache cache() {
        String named = place();
        return new SnapshotCache(folder(), size(), named != null && isShared(named) ? named : null);
    }

    /** @throws CommandFailed if nothing can be kept on this machine */
    void mustBeWritable() {
        Path folder = folder();
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
            OwnerFolder.create(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
        } catch (IOException e) {
            String named = place();
            throw CommandFailed.usage(
                    "the cache of snapshots: " + FileProblems.writing(folder, e) + "; "
                            + (named != null && isShared(named)
                                    ? "copies of " + named + " are kept there, and XDG_CACHE_HOME names another place"
                                    : "name another folder with --cache or " + PLACE),
                    e);
        }
    }

    private static boolean isShared(String place) {
        return place.contains("://") && !place.startsWith("file:");
    }

    /** Where everything is kept that is kept, for people. */
    String where() {
        String named = place();
        return named != null && isShared(named) ? named : folder().toString();
    }

    /** On this machine. */
    Path folder() {
        String named = place();
        if (named != null && !isShared(named)) {
            return named.startsWith("file:") ? local(named) : Path.of(named);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path root = caches == null || caches.isEmpty()
                ? Path.of(Objects.requireNonNull(System.getProperty("user.home")), ".cache")
                : Path.of(caches);
        return root.resolve("finai/state");
    }

    private static Path local(String address) {
        try {
            return Path.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--cache " + address + " names no folder: " + e.getMessage(), e);
        }
    }

    private long size() {
        if (size != null) {
            return size;
        }
        String named = System.getenv(SIZE);
        if (named == null || named.isEmpty()) {
            return SnapshotCache.DEFAULT_BYTES;
        }
        try {
            return SizeConverter.parse(named);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(SIZE + ": " + e.getMessage(), e);
        }
    }
}
