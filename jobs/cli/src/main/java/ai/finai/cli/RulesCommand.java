package ai.finai.cli;

import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rules",
        description = "Works on rule books.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RulesCommand.Check.class)
final class RulesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = {
                "Checks a rule book as the job does when it starts: every error with its line and the nearest known word.",
                "",
                "Exit code 0 if the job would run with it, 2 if not."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  finai rules check src/config/rules.yaml  the rules that ship with FinAI",
                "  finai rules check my-rules.yaml"
            })
    static final class Check implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The rule book, in YAML.")
        private Path file;

        @Override
        public Integer call() {
            RuleBook book = RuleBooks.read(file);
            PrintWriter out = spec.commandLine().getOut();
            Table table = new Table("RULE", "KIND", "VERSION", "SEVERITY").alignRight(2);
            for (Rule rule : book.rules()) {
                table.row(
                        rule.id(),
                        rule.kind().name(),
                        Integer.toString(rule.version()),
                        rule.severity().name());
            }
            table.print(out);
            out.printf(
                    "%n%s is valid: %s, base currency %s, sha256 %s%n",
                    file, Figures.count(book.rules().size(), "rule"), book.baseCurrency(), book.sha256());
            out.flush();
            return ExitCode.OK;
        }
    }
}
