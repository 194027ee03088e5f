package ai.finai.state.reading.cache;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes folders into which nobody but their owner may look, where the file system can say so: what is in them tells of people. */
public final class OwnerFolder {

    private OwnerFolder() {}

    /** Makes a folder, and those above it, unless it is there: then it stays as it is. */
    public static void create(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(
                    absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException e) {
            Files.createDirectories(absolute);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) { // else somebody else has made it meanwhile
                throw e;
            }
        }
    }
}
