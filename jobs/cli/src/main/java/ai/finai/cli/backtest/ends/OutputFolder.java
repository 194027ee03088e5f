package ai.finai.cli.backtest.ends;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder for a backtest's results. */
public final class OutputFolder {

    private OutputFolder() {}

    /**
     * Makes it where it is not there.
     *
     * @param overwrite whether it may hold results already
     * @throws CommandFailed if it may not and does, is a file, or cannot be made
     */
    public static void prepare(Path output, boolean overwrite) {
        try {
            if (Files.exists(output) && !Files.isDirectory(output)) {
                throw CommandFailed.usage("--output " + output + " is a file; name a folder");
            }
            Files.createDirectories(output);
            if (!overwrite && !isEmpty(output)) {
                throw CommandFailed.usage(
                        "--output " + output + " is not empty; name another folder, or add --overwrite");
            }
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Moves finished results to their place, replacing those that are there. */
    public static void take(WorkFolder folder, Path output, List<String> results) throws IOException {
        for (String result : results) {
            Files.move(folder.finished(result), output.resolve(result), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
