package ai.finai.cli.model.orders;

import ai.finai.cli.S3Options;
import ai.finai.cli.model.Registry;
import ai.finai.models.ModelRole;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code finai model activate}. */
@Command(
        name = "activate",
        sortOptions = false,
        description = {
            "Puts a published model in force in the running jobs, without stopping them. Which job, its kind says: a step"
                    + " model scores the postings of the AML job, a window model foretells the bars and a text model reads"
                    + " the news of the market job. --config is that job's.",
            "",
            "The model is opened and verified here first; then the order goes to the models topic, and each subtask answers"
                    + " when it has changed over or refused. The job must reach the registry under the same address.",
            "Exit code 0 if every subtask has taken it; 1 if one refused, or not all answered in time."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model activate account-lstm/2 --registry my-registry                       the demo's job",
            "  finai model activate account-lstm/2 --registry s3://bank/models --config aml.yaml",
            "  finai model activate price-lstm/2 --registry s3://bank/models --config market.yaml"
        })
public final class ActivateCommand extends OrderCommand {

    @Parameters(paramLabel = "NAME/VERSION", description = "The model, as finai model list shows it.")
    private String path;

    @Option(names = "--registry", paramLabel = "LOCATION", required = true, description = Registry.DESCRIPTION)
    private String location;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Registry registry = Registry.at(location, s3);
        Registry.Verified verified = registry.verified(path);
        return order(ModelRole.inForce(verified.kind()), verified.reference(), registry.location());
    }
}
