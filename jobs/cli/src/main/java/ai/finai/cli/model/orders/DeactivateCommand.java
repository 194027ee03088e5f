package ai.finai.cli.model.orders;

import ai.finai.cli.kafka.TopicReader;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelRole;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code finai model deactivate}. */
@Command(
        name = "deactivate",
        sortOptions = false,
        description = {
            "Puts the configured model in force again: that which scoring.model, forecaster.model or"
                    + " sentiment.model names in the job's configuration, or none.",
            "",
            "Exit codes as of finai model activate."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model deactivate --config aml.yaml",
            "  finai model deactivate --role sentiment --config market.yaml"
        })
public final class DeactivateCommand extends OrderCommand {

    @Mixin
    private RoleOption about;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ModelRole role = about.role();
        return order(role, null, registryOfLatest(role));
    }

    /** So that a rollback of this finds the model again. */
    private String registryOfLatest(ModelRole role) {
        KafkaConfig kafka = kafka(role);
        if (!TopicReader.exists(kafka, kafka.topics().models())) {
            return "";
        }
        Orders.Latest latest = Orders.latest(kafka).get(role);
        return latest == null ? "" : latest.order().registry();
    }
}
