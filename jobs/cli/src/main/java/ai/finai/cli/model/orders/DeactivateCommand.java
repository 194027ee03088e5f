package ai.finai.cli.model.orders;

import ai.finai.cli.kafka.TopicReader;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelRole;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code finai model deactivate}. */
@Command(
        name = "deactivate",
        sortOptions = false,
        description = {
            "Puts the configured model in force again: that which scoring.model names in the job's configuration, or none.",
            "",
            "Exit codes as of finai model activate."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  finai model deactivate --config aml.yaml"})
public final class DeactivateCommand extends OrderCommand {

    @Override
    public Integer call() throws IOException, InterruptedException {
        return order(ModelRole.CHAMPION, null, registryOfLatest());
    }

    /** So that a rollback of this finds the model again. */
    private String registryOfLatest() {
        KafkaConfig kafka = kafka();
        if (!TopicReader.exists(kafka, AmlTopics.of(kafka).models())) {
            return "";
        }
        Orders.Latest latest = Orders.latest(kafka).get(ModelRole.CHAMPION);
        return latest == null ? "" : latest.order().registry();
    }
}
