package ai.finai.state.reading.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A folder in the cache for what is not finished, or is needed only for a while: deleted when it is closed. */
public final class WorkFolder implements AutoCloseable {

    private static final String PREFIX = "unfinished-";

    private static final int DELETIONS = 100;
    private static final Duration BETWEEN_DELETIONS = Duration.ofMillis(50);

    /** Between the making of a folder and its pin. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final Pin pin;

    private WorkFolder(Path path, Pin pin) {
        this.path = path;
        this.pin = pin;
    }

    /** @param cache made if it is not there */
    public static WorkFolder in(Path cache) throws IOException {
        OwnerFolder.create(cache);
        Path path = unused(cache);
        OwnerFolder.create(path);
        Pin.prepare(path);
        return new WorkFolder(path, Objects.requireNonNull(Pin.of(path), "a folder that nobody knows has gone"));
    }

    public Path path() {
        return path;
    }

    /** A folder in it, made. */
    public Path inside(String name) throws IOException {
        Path folder = path.resolve(name);
        OwnerFolder.create(folder);
        return folder;
    }

    @Override
    public void close() throws IOException {
        pin.close();
        delete(path);
    }

    private static Path unused(Path cache) {
        return cache.resolve(PREFIX + UUID.randomUUID());
    }

    /**
     * Deletes a folder of the cache, unless it is in use: it is moved away first, so that nobody finds part of it.
     *
     * @return whether it has gone
     */
    static boolean discard(Path folder) throws IOException {
        Path cache = Objects.requireNonNull(folder.getParent());
        Path away = unused(cache);
        if (Pin.canBe(folder)) {
            if (!Pin.moveAway(folder, away)) {
                return false;
            }
        } else {
            try {
                Files.move(folder, away);
            } catch (NoSuchFileException e) {
                return false; // somebody else was faster
            }
        }
        delete(away);
        return true;
    }

    /** Deletes what processes left that were ended by force. */
    static void deleteLeftovers(Path cache) throws IOException {
        Instant old = Instant.now().minus(YOUNG);
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(cache, PREFIX + '*')) {
            for (Path folder : all) {
                try {
                    if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                        left.add(folder);
                    }
                } catch (NoSuchFileException e) {
                    continue; // its owner has just deleted it
                }
            }
        }
        for (Path folder : left) {
            if (!Pin.isHeld(folder)) {
                delete(folder);
            }
        }
    }

    /** Where reading has failed, its other tasks may still be closing their files, and so writing them. */
    static void delete(Path folder) throws IOException {
        for (int left = DELETIONS; Files.exists(folder); left--) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                if (left == 0) {
                    throw new IOException(folder + " cannot be deleted: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(BETWEEN_DELETIONS.toNanos());
            }
        }
    }
}
