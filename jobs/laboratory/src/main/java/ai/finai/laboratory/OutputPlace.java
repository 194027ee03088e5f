package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether results can be written, before the hours are spent that they take. */
final class OutputPlace {

    private OutputPlace() {}

    /**
     * Makes a folder if it is not there.
     *
     * @throws CommandFailed if it is a file, or cannot be made or written to
     */
    static void requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandFailed.usage("--output " + folder + " is a file; name a folder");
        }
        make(folder, folder);
    }

    /**
     * Makes the folder of a file if it is not there.
     *
     * @throws CommandFailed if the file is a folder, or cannot be written
     */
    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw CommandFailed.usage("--output " + file + " is a folder; name a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            make(folder, file);
        }
    }

    private static void make(Path folder, Path output) {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
        } catch (IOException e) {
            throw CommandFailed.usage("--output: " + FileProblems.writing(output, e), e);
        }
    }
}
