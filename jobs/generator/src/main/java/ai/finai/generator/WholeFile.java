package ai.finai.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file that appears at its place when it is whole: until then it is called {@code <name>.part}, beside it. What is
 * no regular file, such as a pipe, is written where it is.
 */
public final class WholeFile {

    /** Writes what is in the file. */
    public interface Content<T> {
        T writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /** A file that is there is replaced; where {@code file} is a link, what it points to. */
    public static <T> T write(Path file, Content<T> content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = Files.newOutputStream(target)) {
                return content.writeTo(out);
            }
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        part.toFile().deleteOnExit(); // as after Ctrl-C
        try {
            T written;
            try (OutputStream out = Files.newOutputStream(part)) {
                written = content.writeTo(out);
            }
            // Replacing without it deletes first: for a moment there would be no file.
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
