package ai.finai.cli.deadletters;

import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.kafka.KafkaOptions;
import ai.finai.jobs.config.KafkaConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose dead letters a command is about, and where they are. */
final class JobOptions {

    @Option(
            names = "--job",
            paramLabel = "aml|market",
            defaultValue = "aml",
            description = "Whose dead letters; --config is this job's. Default: ${DEFAULT-VALUE}.")
    private ConfiguredJob job;

    @Mixin
    private KafkaOptions kafka;

    KafkaConfig kafka() {
        return kafka.kafka(job);
    }
}
