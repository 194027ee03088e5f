package ai.finai.cli.model;

import ai.finai.cli.model.orders.ActivateCommand;
import ai.finai.cli.model.orders.DeactivateCommand;
import ai.finai.cli.model.orders.RollbackCommand;
import ai.finai.cli.model.orders.ShadowCommand;
import ai.finai.cli.model.orders.StatusCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai model}. */
@Command(
        name = "model",
        description = "Works on models: trains them and judges them, publishes them, puts them in force.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LaboratoryCommand.Train.class,
            LaboratoryCommand.Evaluate.class,
            LaboratoryCommand.Features.class,
            AdoptCommand.class,
            InspectCommand.class,
            PublishCommand.class,
            ListCommand.class,
            ActivateCommand.class,
            ShadowCommand.class,
            RollbackCommand.class,
            DeactivateCommand.class,
            StatusCommand.class
        })
public final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
