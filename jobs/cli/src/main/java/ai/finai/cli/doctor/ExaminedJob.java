package ai.finai.cli.doctor;

import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * A job as its configuration says it would run.
 *
 * @param name stands on its alerts
 * @param idleness after which a partition without records no longer holds event time back; zero: never
 * @param archive where its tables are
 * @param flink with the places of checkpoints and savepoints
 * @param graph what defines it
 */
public record ExaminedJob(
        ConfiguredJob kind,
        String name,
        KafkaConfig kafka,
        Duration idleness,
        String archive,
        Configuration flink,
        ConfiguredGraph graph) {

    private static final ConfigOption<String> ENTROPY =
            ConfigOptions.key("s3.entropy.key").stringType().defaultValue("");

    private static final ConfigOption<Duration> SAVEPOINT_INTERVAL = ConfigOptions.key(
                    "kubernetes.operator.periodic.savepoint.interval")
            .durationType()
            .defaultValue(Duration.ZERO);

    private static final ConfigOption<Integer> ENTROPY_LENGTH =
            ConfigOptions.key("s3.entropy.length").intType().defaultValue(4);

    /** Where it keeps what, by what it is for: {@code savepoints} to {@code s3://bank/savepoints}. */
    public Map<String, String> places() {
        Map<String, String> places = configured();
        places.replaceAll((what, place) -> withoutEntropy(place));
        return places;
    }

    /**
     * Where it writes: {@link #places}, and beside each that has a place for random characters in its path, one with such
     * characters. The data of checkpoints goes there, their metadata do not.
     */
    public Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        String characters = UUID.randomUUID().toString().replace("-", "");
        int length = Math.min(flink.get(ENTROPY_LENGTH), characters.length());
        configured().forEach((what, place) -> {
            written.put(what, withoutEntropy(place));
            if (!withoutEntropy(place).equals(place)) {
                written.put("data of " + what, place.replace(flink.get(ENTROPY), characters.substring(0, length)));
            }
        });
        return written;
    }

    private Map<String, String> configured() {
        Map<String, String> places = new LinkedHashMap<>();
        put(places, "checkpoints", flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY));
        put(places, "savepoints", flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY));
        put(places, "high availability", flink.get(HighAvailabilityOptions.HA_STORAGE_PATH));
        put(places, "archive", archive);
        return places;
    }

    private static void put(Map<String, String> places, String what, @Nullable String place) {
        if (place != null) {
            places.put(what, place);
        }
    }

    /** Metadata lie where no random characters are put into the path. */
    private String withoutEntropy(String place) {
        String entropy = flink.get(ENTROPY);
        return entropy.isEmpty() ? place : place.replace('/' + entropy, "");
    }

    public int parallelism() {
        return flink.get(CoreOptions.DEFAULT_PARALLELISM);
    }

    /** What a job with this configuration is created with. */
    public int maxParallelism(int preferred) {
        return flink.getOptional(PipelineOptions.MAX_PARALLELISM).orElse(preferred);
    }

    public Duration checkpointInterval() {
        return flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }

    /** How often the operator of Kubernetes takes one; zero: never. */
    public Duration savepointInterval() {
        return flink.get(SAVEPOINT_INTERVAL);
    }
}
