package ai.finai.cli.deploy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai deploy}. */
@Command(
        name = "deploy",
        description = "Works on the manifests for Kubernetes, without a cluster.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RenderCommand.class, CheckCommand.class})
public final class DeployCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
