package ai.finai.bench.chaos.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder with a file system of its own that is small, so that it can be full while the machine's disk is not. */
public final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTES = 192;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts it.
     *
     * @param folder made if missing
     * @throws IOException if this user may not mount a file system, with what the system says
     */
    public static SmallDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "finai-chaos", folder.toString()));
        return new SmallDisk(folder);
    }

    /** Whether this user may; tried on a folder that is there. */
    public static boolean possible(Path folder) throws InterruptedException {
        try {
            at(folder.resolve("small-disk")).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes until nothing more fits. @return what to {@link #free} */
    static Path fill(Path folder) throws IOException {
        Path filler = folder.resolve("filler");
        if (Files.getFileStore(folder).getTotalSpace() > 2L * MEGABYTES * 1024 * 1024) {
            throw new IOException(folder + " is no small disk");
        }
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    static void free(Path filler) throws IOException {
        Files.deleteIfExists(filler);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** Nothing may run on it any more. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            run(List.of("umount", folder.toString()));
        } catch (IOException busy) {
            // It goes when the last file is closed.
            run(List.of("umount", "--lazy", folder.toString()));
        }
    }
}
