package ai.finai.cli;

import ai.finai.cli.backtest.BacktestCommand;
import ai.finai.cli.chart.ChartCommand;
import ai.finai.cli.deadletters.DeadLettersCommand;
import ai.finai.cli.demo.DemoCommand;
import ai.finai.cli.deploy.DeployCommand;
import ai.finai.cli.doctor.DoctorCommand;
import ai.finai.cli.model.ModelCommand;
import ai.finai.cli.state.StateCommand;
import ai.finai.events.InvalidRatesException;
import ai.finai.events.PlainText;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.state.reading.SnapshotException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code finai} command: the subcommands, and how their errors look. */
@Command(
        name = "finai",
        description = "Watches payments for money laundering, with Apache Flink.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        footer = {
            "finai COMMAND --help explains a command with examples.",
            "",
            "Exit codes: 0 done; 1 it failed, or its result does not add up; 2 the command line or a file",
            "named on it is wrong; 3 something is missing: a JDK, Maven, a free port, a server."
        },
        subcommands = {
            DemoCommand.class,
            BacktestCommand.class,
            RunCommand.class,
            ChartCommand.class,
            GenerateCommand.class,
            RulesCommand.class,
            DeadLettersCommand.class,
            StateCommand.class,
            ModelCommand.class,
            DeployCommand.class,
            DoctorCommand.class,
            TestCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Finai implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows the stack trace of an error.")
    @SuppressWarnings("unused") // read by its name, as that of a command line beside this one is
    private boolean debug;

    public static void main(String[] arguments) {
        System.exit(run(commandLine(), arguments));
    }

    /** Runs a command line on this process's streams. */
    public static int run(CommandLine commandLine, String... arguments) {
        return commandLine
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .execute(arguments);
    }

    /** Whatever the locale: a record that is shown, repaired and sent again must keep its characters. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)), true);
    }

    /** The whole command line, as {@code main} runs it; a test captures its streams. */
    public static CommandLine commandLine() {
        return behaving(new CommandLine(new Finai()));
    }

    /**
     * A command line beside this one, {@code finai bench}: laid out alike, with the same errors and exit codes. Where it has
     * an option {@code --debug}, that shows stack traces.
     */
    public static CommandLine behaving(CommandLine commandLine) {
        layOut(commandLine);
        return OptionValues.registered(commandLine)
                .setUsageHelpWidth(Terminal.columns())
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Finai::refuse)
                .setExecutionExceptionHandler(Finai::report);
    }

    private static void layOut(CommandLine command) {
        command.getCommandSpec().usageMessage().parameterListHeading("%n").optionListHeading("%nOptions:%n");
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getSubcommands().values().forEach(Finai::layOut);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The command line is wrong: one line, with the nearest known word. */
    private static int refuse(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String message = PlainText.line(withoutSecrets(oneLine(String.valueOf(e.getMessage())), arguments));
        List<String> suggestions = new ArrayList<>();
        if (e instanceof UnmatchedArgumentException unmatched) {
            suggestions = unmatched.getSuggestions();
        }
        String nearest = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
        String name = command.getCommandSpec().qualifiedName();
        err.println("finai: " + message + nearest + " See: " + name + " --help");
        return ExitCode.USAGE;
    }

    /** An argument that cannot be read is quoted, and it may be an option of Flink with a key in it: -D s3.secret-key:... */
    private static String withoutSecrets(String message, String... arguments) {
        String clean = message;
        for (String argument : arguments) {
            String text = argument.startsWith("-D") ? argument.substring(2) : argument;
            if (GlobalConfiguration.isSensitive(text)) {
                clean = clean.replace(text, text.replaceFirst("[^\\w.-].*", "") + "...");
            }
        }
        return clean;
    }

    private static int report(Exception thrown, CommandLine command, ParseResult parsed) {
        CommandFailed unanswered = S3Server.unanswered(thrown);
        Exception e = unanswered == null ? thrown : unanswered;
        PrintWriter err = command.getErr();
        boolean debug = wantsTraces(command);
        int exitCode = ExitCode.FAILED;
        if (e instanceof CommandFailed failure) {
            exitCode = failure.exitCode();
            String message = failure.getMessage() == null ? "failed" : failure.getMessage();
            // Several lines are a list, as of errors in a file: each stands by itself.
            err.println(message.contains("\n") ? lines(message) : "finai: " + PlainText.line(message));
        } else if (e instanceof SnapshotException) {
            exitCode = e instanceof SnapshotException.Misnamed ? ExitCode.USAGE : ExitCode.FAILED;
            err.println("finai: " + PlainText.line(oneLine(String.valueOf(e.getMessage()))));
        } else if (e instanceof InvalidYaml || e instanceof InvalidRatesException) {
            exitCode = ExitCode.USAGE;
            err.println(lines(String.valueOf(e.getMessage()))); // a line an error, each with its place
        } else {
            err.println("finai: " + PlainText.line(oneLine(describe(e))) + (debug ? "" : " (--debug shows where)"));
        }
        if (debug) {
            e.printStackTrace(err);
        }
        return exitCode;
    }

    private static boolean wantsTraces(CommandLine command) {
        OptionSpec option = command.getCommandSpec().findOption("--debug");
        return option != null && Boolean.TRUE.equals(option.getValue());
    }

    /** What happened, and what caused it at the bottom. */
    private static String describe(Throwable e) {
        Throwable root = CommandFailed.rootCause(e);
        return root == e ? text(e) : text(e) + ": " + text(root);
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getName()
                : e.getClass().getSimpleName() + ": " + message;
    }

    /** What is in them may come from a file of others. */
    private static String lines(String text) {
        return text.lines().map(PlainText::line).collect(Collectors.joining("\n"));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
