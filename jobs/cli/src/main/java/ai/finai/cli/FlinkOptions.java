package ai.finai.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Flink's configuration, as a job on this machine gets it. */
public final class FlinkOptions {

    @Option(names = "--flink-config", paramLabel = "DIR", description = "A folder with Flink's config.yaml.")
    private @Nullable Path folder;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "An option of Flink; it wins over the file's.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Mixin
    private S3Options s3;

    /**
     * With a parallelism and an interval of checkpoints where nothing says them: as many subtasks as the machine has cores,
     * 10 seconds.
     *
     * @param beneath what holds where the command line does not say otherwise
     * @throws CommandFailed if the folder has no {@code config.yaml}
     */
    public Configuration over(Configuration beneath) {
        if (folder != null && !Files.exists(folder.resolve("config.yaml"))) {
            throw CommandFailed.usage("no file " + folder.resolve("config.yaml"));
        }
        Configuration flink = new Configuration(beneath);
        if (folder != null) {
            flink.addAll(GlobalConfiguration.loadConfiguration(folder.toString()));
        }
        s3.addTo(flink);
        options.forEach(flink::setString);
        try {
            fill(flink);
        } catch (IllegalArgumentException e) { // Flink's message names the key and the value
            throw CommandFailed.usage("Flink configuration: " + e.getMessage());
        }
        return flink;
    }

    private static void fill(Configuration flink) {
        if (flink.getOptional(CoreOptions.DEFAULT_PARALLELISM).isEmpty()) {
            // Said aloud, because the cluster's slots must be as many.
            flink.set(CoreOptions.DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
        }
        if (flink.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
            flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        }
    }
}
