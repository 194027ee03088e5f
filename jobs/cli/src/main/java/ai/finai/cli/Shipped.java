package ai.finai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The configuration files that come with FinAI, in its folder. */
public final class Shipped {

    private static final String ENDING = ".yaml";

    private Shipped() {}

    /** @throws CommandFailed if the program was not started by the {@code finai} script and does not know its folder */
    public static Path root() {
        String root = System.getProperty("finai.root");
        if (root == null) {
            throw CommandFailed.missing(
                    "FinAI's folder is not known: start it by its finai script, or set -Dfinai.root");
        }
        return Path.of(root);
    }

    public static Path config(String file) {
        return inDistributionOrSources("conf", "src/config").resolve(file);
    }

    /** Flink's S3 file systems, laid out as in a Flink distribution; the build puts them there. */
    public static Path fileSystemPlugins() {
        return inDistributionOrSources("plugins", "jobs/pipelines/target/plugins");
    }

    private static Path inDistributionOrSources(String distribution, String sources) {
        Path folder = root().resolve(distribution);
        return Files.isDirectory(folder) ? folder : root().resolve(sources);
    }

    /** @throws CommandFailed if there is none of that name; the message lists those there are */
    public static Path mapping(String name) {
        Path file = config("mappings").resolve(name + ENDING);
        if (!Files.exists(file)) {
            throw CommandFailed.usage("no mapping '" + name + "': there are " + String.join(", ", mappings())
                    + ", or name a file that ends with .yaml");
        }
        return file;
    }

    public static List<String> mappings() {
        try (Stream<Path> files = Files.list(config("mappings"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
