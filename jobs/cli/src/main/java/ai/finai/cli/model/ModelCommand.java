package ai.finai.cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai model}. */
@Command(
        name = "model",
        description = "Works on models: trains them and judges them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LaboratoryCommand.Train.class, LaboratoryCommand.Evaluate.class, LaboratoryCommand.Features.class
        })
public final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
