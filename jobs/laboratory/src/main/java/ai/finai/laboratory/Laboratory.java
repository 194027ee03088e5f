package ai.finai.laboratory;

import ai.finai.cli.Finai;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What {@code ./finai model train}, {@code evaluate} and {@code features} run. */
@Command(
        name = "finai model",
        description = "Trains models and judges them, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        subcommands = {TrainCommand.class, EvaluateCommand.class, FeaturesCommand.class})
public final class Laboratory implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows the stack trace of an error.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.exit(Finai.run(commandLine(), arguments));
    }

    /** The whole command line, as {@code main} runs it; a test captures its streams. */
    public static CommandLine commandLine() {
        return Finai.behaving(new CommandLine(new Laboratory()));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
