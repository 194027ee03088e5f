package ai.finai.cli.kafka;

import ai.finai.jobs.config.KafkaConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to. */
public final class KafkaOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The job's configuration file: its brokers, topics and Kafka properties are used.")
    private @Nullable Path config;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The brokers, instead of those of the configuration. Default: 127.0.0.1:19092, the demo's.")
    private @Nullable String bootstrapServers;

    /** The AML job's. */
    public KafkaConfig kafka() {
        return kafka(ConfiguredJob.AML);
    }

    public KafkaConfig kafka(ConfiguredJob job) {
        KafkaConfig kafka = config == null ? job.defaults() : job.read(config);
        return bootstrapServers == null ? kafka : kafka.at(bootstrapServers);
    }

    /** Whether it was said at all; else it is the demo's. */
    public boolean isGiven() {
        return config != null || bootstrapServers != null;
    }

    /** The name of the job that is configured; null without a configuration. */
    public @Nullable String nameOf(ConfiguredJob job) {
        return config == null ? null : job.nameIn(config);
    }
}
