package ai.finai.jobs;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink as the jobs need it. What the user has configured in Flink wins, except for what correctness depends on: there
 * another value is an error that says why.
 */
public final class FlinkEnvironment {

    /**
     * More than a hundred workers are not foreseen, and 720 divides by 2 to 6, 8, 9, 10 and 12: at these every subtask has
     * as many key groups. It can never be changed for a job that has state.
     */
    public static final int MAX_PARALLELISM = 720;

    /** Flink's own constant is in the RocksDB module, which a cluster may not have. */
    private static final ConfigOption<String> ROCKSDB_TIMERS = ConfigOptions.key(
                    "state.backend.rocksdb.timer-service.factory")
            .stringType()
            .noDefaultValue();

    private static final ConfigOption<Boolean> ROCKSDB_FILTERS = ConfigOptions.key(
                    "state.backend.rocksdb.use-bloom-filter")
            .booleanType()
            .noDefaultValue();

    private static final ConfigOption<String> ROCKSDB_OPTIONS = ConfigOptions.key(
                    "state.backend.rocksdb.options-factory")
            .stringType()
            .noDefaultValue();

    private static final ConfigOption<String> CHECKPOINTING_MODE =
            ConfigOptions.key("execution.checkpointing.mode").stringType().noDefaultValue();

    private FlinkEnvironment() {}

    /**
     * An environment of the cluster that runs this program, or, in a program of its own, of this JVM.
     *
     * @param configuration goes on top of the cluster's
     * @throws IllegalArgumentException if Flink is configured in a way that breaks a guarantee
     */
    public static StreamExecutionEnvironment create(Configuration configuration) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        ReadableConfig given = env.getConfiguration();
        Configuration wanted = new Configuration();

        require(given, wanted, DeploymentOptions.PROGRAM_CONFIG_ENABLED, true, "what follows here could not be set");
        // State is found by uid: one that Flink makes up changes with the graph.
        require(given, wanted, PipelineOptions.AUTO_GENERATE_UIDS, false, "state would be lost when the graph changes");
        require(given, wanted, PipelineOptions.GENERIC_TYPES, false, "Kryo state cannot be migrated");
        require(
                given,
                wanted,
                ExecutionOptions.RUNTIME_MODE,
                RuntimeExecutionMode.STREAMING,
                "rules need watermarks between their postings");
        // Heap timers would be written into the raw keyed state that waiting postings are in.
        requireText(
                given, wanted, ROCKSDB_TIMERS, "ROCKSDB", "waiting postings and timers would share their raw state");
        requireText(
                given,
                wanted,
                CHECKPOINTING_MODE,
                CheckpointingMode.EXACTLY_ONCE.name(),
                "alerts would be lost or come twice after a failure");

        require(
                given,
                wanted,
                CheckpointingOptions.ENABLE_UNALIGNED,
                false,
                "what is on its way would be in checkpoints, where no later release could read it");

        prefer(given, wanted, PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // A watermark is what releases postings to the rules: its interval is part of every alert's latency.
        prefer(given, wanted, PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
        // All that flows is immutable, so nothing needs to be copied between chained operators.
        prefer(given, wanted, PipelineOptions.OBJECT_REUSE, true);
        prefer(given, wanted, StateBackendOptions.STATE_BACKEND, "rocksdb");
        // Nearly every look-up of deduplication is for an id that is not there.
        prefer(given, wanted, ROCKSDB_FILTERS, true);
        prefer(given, wanted, ROCKSDB_OPTIONS, ShortManifests.class.getName());
        prefer(given, wanted, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // Else state of the heap, and canonical savepoints, have no checksums, and whoever reads them finds no damage.
        prefer(given, wanted, ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        prefer(given, wanted, CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        prefer(
                given,
                wanted,
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.configure(wanted);
        return env;
    }

    private static <T> void prefer(ReadableConfig given, Configuration wanted, ConfigOption<T> option, T value) {
        if (given.getOptional(option).isEmpty()) {
            wanted.set(option, value);
        }
    }

    private static <T> void require(
            ReadableConfig given, Configuration wanted, ConfigOption<T> option, T value, String because) {
        refuseOther(option, value, given.getOptional(option), because);
        wanted.set(option, value);
    }

    private static void requireText(
            ReadableConfig given, Configuration wanted, ConfigOption<String> option, String value, String because) {
        refuseOther(
                option,
                value,
                given.getOptional(option)
                        .map(text -> text.toUpperCase(Locale.ROOT).replace('-', '_')),
                because);
        wanted.set(option, value);
    }

    private static <T> void refuseOther(ConfigOption<T> option, T value, Optional<T> given, String because) {
        if (given.isPresent() && !given.get().equals(value)) {
            throw new IllegalArgumentException("Flink configuration: " + option.key() + " is " + given.get()
                    + ", but FinAI needs " + value + ": else " + because + ". Remove it");
        }
    }
}
