package ai.finai.state.reading.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says that a folder is in use, so that nobody deletes it. Other processes see it by a lock on a file in the folder, which the
 * system takes back when this one ends, however it ends; this one sees it by a count.
 *
 * <p>A process loses its locks on a file when it closes any other handle of it. So the file is opened here and nowhere else.
 */
final class Pin implements AutoCloseable {

    /** In every folder that can be pinned. Empty once the folder is about to go. */
    private static final String FILE = "in-use";

    private static final Map<Path, Held> HELD = new HashMap<>();

    private static final class Held {

        private final FileChannel channel;
        private int times;

        Held(FileChannel channel) {
            this.channel = channel;
        }
    }

    private final Path folder;
    private boolean closed;

    private Pin(Path folder) {
        this.folder = folder;
    }

    /** Makes a folder one that can be pinned, before anybody else knows it. */
    static void prepare(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), "finai");
    }

    static boolean isFile(Path file) {
        return file.endsWith(FILE);
    }

    /** @return null if there is no such folder, or it is about to go */
    static @Nullable Pin of(Path folder) throws IOException {
        synchronized (HELD) {
            Held held = HELD.get(folder);
            if (held == null) {
                FileChannel channel = lock(folder);
                if (channel == null) {
                    return null;
                }
                held = new Held(channel);
                HELD.put(folder, held);
            }
            held.times++;
            return new Pin(folder);
        }
    }

    private static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean there = false;
        try {
            channel.lock(0, Long.MAX_VALUE, true); // who has it alone is about to move the folder away
            there = channel.size() > 0;
            return there ? channel : null;
        } finally {
            if (!there) {
                channel.close();
            }
        }
    }

    /**
     * Moves a folder away, unless it is in use.
     *
     * @return whether it is away; false, too, where it cannot be pinned
     */
    static boolean moveAway(Path folder, Path to) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(folder)) {
                return false;
            }
            try (FileChannel channel =
                            FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock alone = channel.tryLock()) {
                if (alone == null) {
                    return false;
                }
                channel.truncate(0);
                Files.move(folder, to);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /** Whether somebody uses it now. */
    static boolean isHeld(Path folder) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(folder)) {
                return true;
            }
            try (FileChannel channel =
                            FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock alone = channel.tryLock()) {
                return alone == null;
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /** Whether it can be pinned, and is not about to go. */
    static boolean isSound(Path folder) throws IOException {
        try {
            return Files.size(folder.resolve(FILE)) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether it can be pinned at all. */
    static boolean canBe(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (closed) {
                return;
            }
            closed = true;
            Held held = HELD.get(folder);
            if (held != null && --held.times == 0) {
                HELD.remove(folder);
                held.channel.close();
            }
        }
    }
}
