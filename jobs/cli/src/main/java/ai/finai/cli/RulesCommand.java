package ai.finai.cli;

import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.events.Alert;
import ai.finai.events.Severity;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
                "  finai rules check src/config/rules.yaml         the AML job's rules that ship with FinAI",
                "  finai rules check src/config/market-rules.yaml  the market job's",
                "  finai rules check --job market my-rules.yaml"
            })
    static final class Check implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--job",
                paramLabel = "aml|market",
                description = "Whose rule book it is. Default: what its kinds of rules say.")
        private @Nullable ConfiguredJob job;

        @Parameters(paramLabel = "FILE", description = "The rule book, in YAML.")
        private Path file;

        @Override
        public Integer call() {
            ConfiguredJob owner = job == null ? RuleBooks.jobOf(file) : job;
            Table table = new Table("RULE", "KIND", "VERSION", "SEVERITY").alignRight(2);
            String about =
                    switch (owner) {
                        case AML -> ofPayments(table);
                        case MARKET -> ofMarket(table);
                    };
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.printf("%n%s is a valid rule book of the %s job: %s%n", file, owner.code(), about);
            out.flush();
            return ExitCode.OK;
        }

        private String ofPayments(Table table) {
            RuleBook book = RuleBooks.read(file);
            for (Rule rule : book.rules()) {
                row(table, rule.reference(), rule.severity());
            }
            return "%s, base currency %s, sha256 %s"
                    .formatted(Figures.count(book.rules().size(), "rule"), book.baseCurrency(), book.sha256());
        }

        private String ofMarket(Table table) {
            MarketRuleBook book = RuleBooks.readMarket(file);
            for (MarketRule rule : book.rules()) {
                row(table, rule.reference(), rule.severity());
            }
            return "%s, sha256 %s".formatted(Figures.count(book.rules().size(), "rule"), book.sha256());
        }

        private static void row(Table table, Alert.RuleReference rule, Severity severity) {
            table.row(rule.id(), rule.kind(), Integer.toString(rule.version()), severity.name());
        }
    }
}
