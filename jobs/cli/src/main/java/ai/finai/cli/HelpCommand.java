package ai.finai.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Explains a command, as its --help does.")
final class HelpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which one: backtest, or dead-letters list.")
    private String[] names = {};

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec.parent()).commandLine();
        for (String name : names) {
            command = command.getSubcommands().get(name);
            if (command == null) {
                throw CommandFailed.usage("no command '" + String.join(" ", names) + "'. See: finai --help");
            }
        }
        command.usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
