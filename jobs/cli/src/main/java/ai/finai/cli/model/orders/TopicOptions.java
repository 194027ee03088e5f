package ai.finai.cli.model.orders;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.kafka.KafkaOptions;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.TopicNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Kafka orders of models go to, and in which topics. */
public final class TopicOptions {

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--models-topic",
            paramLabel = "TOPIC",
            description = "The topic of orders, instead of that of the configuration. Default: models.")
    private @Nullable String models;

    @Option(
            names = "--model-status-topic",
            paramLabel = "TOPIC",
            description = "The topic of answers, instead of that of the configuration. Default: model-status.")
    private @Nullable String modelStatus;

    /** @param job whose configuration is read */
    public KafkaConfig kafka(ConfiguredJob job) {
        KafkaConfig configured = kafka.kafka(job);
        TopicNames names = configured.topics();
        try {
            return configured.with(names.withModels(
                    models == null ? names.models() : models, modelStatus == null ? names.modelStatus() : modelStatus));
        } catch (InvalidValues e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the brokers were named; else they are the demo's. */
    public boolean isGiven() {
        return kafka.isGiven();
    }

    /** The name of the job whose answers count; null for any. */
    @Nullable
    String nameOf(ConfiguredJob job) {
        return kafka.nameOf(job);
    }
}
