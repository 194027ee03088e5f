package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
        return bootstrapServers == null
                ? kafka
                : new KafkaConfig(
                        bootstrapServers,
                        kafka.groupId(),
                        kafka.start(),
                        KafkaConfig.MissingRecords.FAIL,
                        kafka.topics(),
                        kafka.missingTopics(),
                        kafka.transactions(),
                        kafka.properties(),
                        kafka.consumer(),
                        kafka.producer());
    }

    private KafkaConfig configured() {
        if (config == null) {
            return KafkaConfig.DEFAULTS;
        }
        try {
            return AmlConfigFile.read(config).kafka();
        } catch (NoSuchFileException e) {
            throw CommandFailed.usage("no file " + config, e);
        } catch (IOException e) {
            throw CommandFailed.usage("cannot read " + config + ": " + e.getMessage(), e);
        }
    }
}
