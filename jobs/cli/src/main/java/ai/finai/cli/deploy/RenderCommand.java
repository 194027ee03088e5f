package ai.finai.cli.deploy;

import ai.finai.cli.ExitCode;
import ai.finai.deploy.ManifestText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "render",
        description = {
            "Prints the objects that an overlay comes to: what kubectl apply -k would send. Needs no kubectl and no cluster.",
            "",
            "Of kustomize it knows what FinAI's overlays use, and refuses the rest."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai deploy render --overlay local",
            "  finai deploy render --overlay ../our-overlays/production | kubectl diff -f -"
        })
final class RenderCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--overlay",
            paramLabel = "NAME|DIR",
            required = true,
            description = "One that comes with FinAI (local, staging, production-aws), or a folder.")
    private String overlay;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ManifestText.of(Overlays.render(overlay)));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
