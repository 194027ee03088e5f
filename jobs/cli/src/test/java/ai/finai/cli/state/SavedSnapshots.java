package ai.finai.cli.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The savepoints of a release that are kept: what a test needs where it does not matter what is in a snapshot. */
final class SavedSnapshots {

    private static final Path SAVED =
            Path.of(System.getProperty("finai.root"), "state", "src", "test", "resources", "savepoints", "0.1.0");

    /** All of it is in its metadata. */
    static final Path AML = SAVED.resolve("aml/canonical");

    /** Its state is in files beside its metadata. */
    static final Path AML_IN_FILES = SAVED.resolve("aml/native");

    static final Path MARKET = SAVED.resolve("market/canonical");

    private SavedSnapshots() {}

    /** @return the copy's folder */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
