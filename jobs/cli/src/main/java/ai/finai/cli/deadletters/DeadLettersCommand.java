package ai.finai.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Records that were not accepted: which and why, and sending repaired ones again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, ReplayCommand.class})
public final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
