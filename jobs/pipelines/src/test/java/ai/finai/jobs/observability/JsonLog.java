package ai.finai.jobs.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;

/** This JVM's log as production's configuration writes it, into a file instead of the console. */
final class JsonLog implements AutoCloseable {

    private final Path file;

    private JsonLog(Path file) {
        this.file = file;
    }

    static JsonLog begin() throws IOException {
        Path root = Path.of(System.getProperty("finai.root"));
        Path folder = Files.createTempDirectory(
                Files.createDirectories(root.resolve("jobs/pipelines/target/observed")), "run");
        Path file = folder.resolve("log.json");
        String production = Files.readString(root.resolve("src/config/log4j-json.properties"));
        String toFile = production.replace(
                "appender.console.type = Console", "appender.console.type = File\nappender.console.fileName = " + file);
        if (toFile.equals(production)) {
            throw new AssertionError("log4j-json.properties has no console appender");
        }
        Configurator.reconfigure(
                Files.writeString(folder.resolve("log4j2.properties"), toFile).toUri());
        return new JsonLog(file);
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    /** The tests' own configuration again. */
    @Override
    public void close() {
        Configurator.reconfigure();
    }
}
