package ai.finai.cli.model.orders;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.S3Options;
import ai.finai.cli.model.Registry;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code finai model rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = {
            "Puts the model in force again that was ordered before the latest one, or the configured one if there was none."
                    + " A second rollback takes back the first.",
            "",
            "Exit codes as of finai model activate."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model rollback --config aml.yaml",
            "  finai model rollback --role forecaster --config market.yaml",
            "  finai model rollback --config aml.yaml --registry s3://bank/old-models"
        })
public final class RollbackCommand extends OrderCommand {

    @Option(
            names = "--registry",
            paramLabel = "LOCATION",
            description = "Where the model is. Default: where the latest one is.")
    private @Nullable String location;

    @Mixin
    private RoleOption about;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ModelRole role = about.role();
        KafkaConfig kafka = kafka(role);
        Orders.Latest latest = Orders.latest(kafka).get(role);
        if (latest == null || (latest.order().model() == null && latest.order().previous() == null)) {
            throw CommandFailed.usage("there is nothing to go back to: the topic "
                    + kafka.topics().models() + " names no model as " + role.code());
        }
        ModelOrder order = latest.order();
        ModelReference previous = order.previous();
        String place = location == null ? order.registry() : location;
        if (previous == null) {
            return order(role, null, place);
        }
        if (place.isBlank()) {
            throw CommandFailed.usage("say with --registry where " + previous.path() + " is");
        }
        Registry registry = Registry.at(place, s3);
        ModelReference model = registry.verified(previous.path()).reference();
        if (!model.equals(previous)) {
            throw CommandFailed.usage(previous.path() + " in " + registry.location() + " has sha256 " + model.sha256()
                    + ", and that which was ordered had " + previous.sha256() + ": name another with --registry");
        }
        return order(role, model, registry.location());
    }
}
