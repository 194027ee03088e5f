package ai.finai.cli.backtest;

import ai.finai.cli.TemporaryFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a backtest keeps what it has not yet sorted or finished: a folder inside the output folder, so that it is on a
 * disk that the user chose.
 */
record WorkFolder(TemporaryFolder root) implements Closeable {

    static WorkFolder in(Path output) throws IOException {
        return new WorkFolder(TemporaryFolder.in(output, ".working-"));
    }

    /** The rows of all inputs, sorted. */
    Path rows() {
        return root.path().resolve("rows");
    }

    Path alerts() {
        return root.path().resolve("alerts");
    }

    Path deadLetters() {
        return root.path().resolve("dead-letters");
    }

    /** How many transactions were accepted. */
    Path accepted() {
        return root.path().resolve("accepted");
    }

    /** How many postings no rule saw, by reason. */
    Path unseen() {
        return root.path().resolve("unseen");
    }

    /** A result, before it is moved to its place. */
    Path finished(String name) {
        return root.path().resolve(name);
    }

    @Override
    public void close() {
        root.close();
    }
}
