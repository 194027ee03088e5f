package ai.finai.cli.backtest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a backtest keeps what it has not yet sorted or finished: a folder inside the output folder, so that it is on a
 * disk that the user chose. Deleted when closed, or when the JVM ends before that.
 */
record WorkFolder(Path root, Thread onExit) implements Closeable {

    static WorkFolder in(Path output) throws IOException {
        Path root = Files.createTempDirectory(output, ".working-");
        Thread onExit = new Thread(() -> delete(root), "delete-work-folder");
        Runtime.getRuntime().addShutdownHook(onExit);
        return new WorkFolder(root, onExit);
    }

    /** The rows of all inputs, sorted. */
    Path rows() {
        return root.resolve("rows");
    }

    Path alerts() {
        return root.resolve("alerts");
    }

    Path deadLetters() {
        return root.resolve("dead-letters");
    }

    /** How many transactions were accepted. */
    Path accepted() {
        return root.resolve("accepted");
    }

    /** How many postings no rule saw, by reason. */
    Path unseen() {
        return root.resolve("unseen");
    }

    /** A result, before it is moved to its place. */
    Path finished(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() {
        delete(root);
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // the JVM is ending, and the hook finds nothing to do
        }
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
