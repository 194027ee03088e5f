package ai.finai.cli.backtest.ends;

import ai.finai.cli.TemporaryFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a backtest keeps what it has not yet sorted or finished: a folder inside the output folder, so that it is on a
 * disk that the user chose.
 */
public record WorkFolder(TemporaryFolder root) implements Closeable {

    public static WorkFolder in(Path output) throws IOException {
        return new WorkFolder(TemporaryFolder.in(output, ".working-"));
    }

    /** The rows of all inputs, sorted. */
    public Path rows() {
        return root.path().resolve("rows");
    }

    /** Sorted runs of them; as those of dead letters. */
    public Path alerts() {
        return root.path().resolve("alerts");
    }

    public Path deadLetters() {
        return root.path().resolve("dead-letters");
    }

    /** How many events were accepted. */
    public Path accepted() {
        return root.path().resolve("accepted");
    }

    /** How many no rule saw, by reason. */
    public Path unseen() {
        return root.path().resolve("unseen");
    }

    /** What there was of each symbol. */
    public Path symbols() {
        return root.path().resolve("symbols");
    }

    /** A result, before it is moved to its place. */
    public Path finished(String name) {
        return root.path().resolve(name);
    }

    @Override
    public void close() {
        root.close();
    }
}
