package ai.finai.cli.backtest;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.S3Options;
import ai.finai.cli.Table;
import ai.finai.cli.backtest.ends.NamedOptions;
import ai.finai.cli.backtest.ends.ProgressLine;
import ai.finai.cli.backtest.ends.ResultOptions;
import ai.finai.cli.backtest.market.MarketBacktestCommand;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai backtest}. */
@Command(
        name = "backtest",
        sortOptions = false,
        customSynopsis = {
            "finai backtest [OPTIONS] --input FILE... --output=DIR",
            "finai backtest market [OPTIONS] --input FILE... --output=DIR"
        },
        subcommands = MarketBacktestCommand.class,
        commandListHeading = "%nBeside payments:%n",
        description = {
            "Runs the AML job over files instead of Kafka, in event time: what would these rules have found?",
            "",
            "Takes JSON lines (as in the transactions topic) or CSV (a header with the same names), plain or gzip, from"
                    + " this machine or s3://. Files of other columns need --mapping. Rows need no order.",
            "Writes alerts.jsonl (by event time, then alert id), dead-letters.jsonl (rows that are no payment, with file"
                    + " number, line and reason) and summary.json. The same files, rules and rates give the same bytes.",
            "A backtest that finds bad rows has succeeded: look at the dead letters."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai backtest --input payments.jsonl.gz --output result",
            "  finai backtest --input january.csv february.csv --rules my-rules.yaml --rates rates.csv --output result",
            "  finai backtest --input payments.jsonl --rates rates.csv --model shipped --output result",
            "  finai backtest --input transactions.csv --mapping amlworld --output result",
            "  finai backtest --input s3://bucket/payments.jsonl --s3-endpoint http://127.0.0.1:9000 --output result",
            "  finai backtest market --input prices.csv --mapping ohlcv --output result"
        })
public final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files of payments, always to be named: paths, or s3:// addresses. In results a file is its place in"
                            + " this list, from 0.")
    private List<String> inputs = List.of();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rule book. Default: the one that ships with FinAI.")
    private @Nullable Path rules;

    @Option(
            names = "--rates",
            paramLabel = "FILE",
            description =
                    "Currency rates into the rule book's base currency. Default: none; what is in other currencies is"
                            + " counted as unrated, and no rule sees it.")
    private @Nullable Path rates;

    @Option(
            names = "--model",
            paramLabel = "none|shipped|FILE|DIR",
            defaultValue = ConfiguredModel.NONE,
            description =
                    "The model that scores postings: the one that ships with FinAI, an ONNX file, or the folder that it lies"
                            + " in; a manifest.json beside it is checked. Its scores are on alerts, and those worth one"
                            + " are alerts of their own. Default: none.")
    private String model;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "How columns become fields: amlsim, amlworld, or a mapping file in YAML.")
    private @Nullable String mapping;

    @Mixin
    private ResultOptions results;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws Exception {
        NamedOptions.require(spec, "--output", "--input");
        results.check();
        AmlConfig config = BacktestConfig.of(rules, rates, model);
        PaymentFiles files = PaymentFiles.of(mapping);
        if (inputs.stream().anyMatch(input -> input.startsWith("s3://"))) {
            s3.initialise();
        }
        Backtest backtest = new Backtest(config, files, progress());
        backtest.check(inputs);
        Path output = results.prepare();
        BacktestSummary summary = backtest.run(inputs, output, results.environment());
        print(summary, output);
        return ExitCode.OK;
    }

    private Backtest.Progress progress() {
        ProgressLine line = new ProgressLine(spec.commandLine().getErr());
        return new Backtest.Progress() {
            @Override
            public void reading(String file, long rows) {
                line.reading(file, rows);
            }

            @Override
            public void running(long rows) {
                line.running(rows);
            }
        };
    }

    private void print(BacktestSummary summary, Path output) {
        PrintWriter out = spec.commandLine().getOut();
        if (results.printedAsJson(summary.toJson(), out)) {
            return;
        }
        Table table = new Table("RULE", "KIND", "ALERTS", "ACCOUNTS", "FIRST", "LAST").alignRight(2, 3);
        for (Map.Entry<String, BacktestSummary.Rule> entry : summary.rules().entrySet()) {
            BacktestSummary.Rule rule = entry.getValue();
            table.row(
                    entry.getKey(),
                    rule.reference.kind(),
                    Figures.grouped(rule.alerts()),
                    Figures.grouped(rule.accounts()),
                    rule.first(),
                    rule.last());
        }
        table.print(out);
        out.printf(
                "%n%s in %s, %s, %s, %s%n",
                Figures.count(summary.alerts(), "alert"),
                Figures.count(summary.transactions(), "transaction"),
                Figures.count(summary.duplicates(), "duplicate"),
                Figures.count(summary.deadLetters().total(), "dead letter"),
                Figures.count(summary.unrated(), "unrated posting"));
        summary.deadLetters().print(out);
        if (summary.unrated() > 0 && rates == null) {
            out.printf("no rule saw the unrated ones: give rates into %s with --rates%n", summary.baseCurrency());
        }
        out.printf("in %s: %s, %s, %s%n", output, Backtest.ALERTS, Backtest.DEAD_LETTERS, Backtest.SUMMARY);
        out.flush();
    }
}
