package ai.finai.cli.state;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai state}. */
@Command(
        name = "state",
        description = "What the jobs know, by SQL: over any checkpoint or savepoint, without touching the running job.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            TablesCommand.class,
            QueryCommand.class,
            AsOfCommand.class,
            DiffCommand.class,
            ExportCommand.class,
            CacheCommand.class
        })
public final class StateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
