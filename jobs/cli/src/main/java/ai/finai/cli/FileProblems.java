package ai.finai.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says why a file cannot be read or written. Java's own messages are often nothing but the path. */
public final class FileProblems {

    private static final String NO_FOLDER = "is a file, where a folder must be";

    private FileProblems() {}

    /** {@code cannot read rates.csv: permission denied}, or {@code no file rates.csv}. */
    public static String reading(Object file, IOException e) {
        return e instanceof NoSuchFileException || e instanceof FileNotFoundException
                ? "no file " + file
                : "cannot read " + file + ": " + why(file, e);
    }

    /** {@code cannot write out/payments.csv: out: permission denied}. */
    public static String writing(Object file, IOException e) {
        return "cannot write " + file + ": " + why(file, e);
    }

    /** Begins with the path that is to blame, where that is not the file itself but a folder above it. */
    private static String why(Object file, IOException e) {
        String blamed = e instanceof FileSystemException problem ? problem.getFile() : null;
        if (blamed == null || isSame(blamed, file.toString())) {
            return reason(e);
        }
        return blamed + ": " + (e instanceof FileAlreadyExistsException ? NO_FOLDER : reason(e));
    }

    private static boolean isSame(String one, String other) {
        return absolute(one).equals(absolute(other));
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "is a folder that is not empty";
        }
        @Nullable String said = e instanceof FileSystemException problem ? problem.getReason() : e.getMessage();
        if (said == null || said.isBlank()) {
            return e.getClass().getSimpleName();
        }
        return switch (said) {
            case "Is a directory" -> "is a folder";
            case "Not a directory" -> NO_FOLDER;
            default -> said;
        };
    }
}
