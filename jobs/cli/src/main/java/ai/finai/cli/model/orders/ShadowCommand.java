package ai.finai.cli.model.orders;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.S3Options;
import ai.finai.cli.model.Registry;
import ai.finai.models.ModelRole;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code finai model shadow}. */
@Command(
        name = "shadow",
        sortOptions = false,
        description = {
            "Lets a published model score beside the one in force, for comparison: what both say of each posting goes to the"
                    + " model-scores topic. Its scores raise no alerts, and no rule sees them.",
            "",
            "Exit codes as of finai model activate."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model shadow account-lstm/3 --registry s3://bank/models --config aml.yaml",
            "  finai model shadow --off --config aml.yaml"
        })
public final class ShadowCommand extends OrderCommand {

    @Parameters(paramLabel = "NAME/VERSION", arity = "0..1", description = "The model, as finai model list shows it.")
    private @Nullable String path;

    @Option(names = "--off", description = "No model scores beside the one in force any more.")
    private boolean off;

    @Option(names = "--registry", paramLabel = "LOCATION", description = Registry.DESCRIPTION)
    private @Nullable String location;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (off == (path != null)) {
            throw CommandFailed.usage("name a model, or switch it off with --off");
        }
        if (path == null) {
            return order(ModelRole.CHALLENGER, null, location == null ? "" : location);
        }
        if (location == null) {
            throw CommandFailed.usage("say with --registry where " + path + " is");
        }
        Registry registry = Registry.at(location, s3);
        Registry.Verified verified = registry.verified(path);
        if (verified.kind() != ModelRole.CHALLENGER.kind()) {
            throw CommandFailed.usage(path + " is a model for "
                    + verified.kind().subject() + ": only those for accounts score beside the one in force");
        }
        return order(ModelRole.CHALLENGER, verified.reference(), registry.location());
    }
}
