package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
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

    public KafkaConfig kafka() {
        KafkaConfig kafka = configured();
        return bootstrapServers == null ? kafka : kafka.at(bootstrapServers);
    }

    private KafkaConfig configured() {
        if (config == null) {
            return KafkaConfig.DEFAULTS;
        }
        try {
            return AmlConfigFile.read(config).kafka();
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(config, e), e);
        }
    }
}
