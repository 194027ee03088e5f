package ai.finai.cli.backtest;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.cli.S3Options;
import ai.finai.cli.Table;
import ai.finai.cli.Terminal;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            "  finai backtest --input s3://bucket/payments.jsonl --s3-endpoint http://127.0.0.1:9000 --output result"
        })
public final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description =
                    "Files of payments: paths, or s3:// addresses. In results a file is its place in this list, from"
                            + " 0.")
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
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "A folder for the results; made if it is not there.")
    private Path output;

    @Option(names = "--overwrite", description = "Replaces results that are in the folder already.")
    private boolean overwrite;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "How columns become fields: amlsim, amlworld, or a mapping file in YAML.")
    private @Nullable String mapping;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks of the job. Changes no result. Default: one a core, at most 8.")
    private int parallelism = Math.min(8, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description =
                    "What stands on standard output: a table of alerts per rule, or summary.json. Default: table.")
    private Format format;

    @Mixin
    private S3Options s3;

    enum Format {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws Exception {
        if (parallelism < 1 || parallelism > 128) {
            throw CommandFailed.usage("--parallelism is " + parallelism + "; it must be from 1 to 128");
        }
        AmlConfig config = BacktestConfig.of(rules, rates, model);
        PaymentFiles files = PaymentFiles.of(mapping);
        if (inputs.stream().anyMatch(input -> input.startsWith("s3://"))) {
            s3.initialise();
        }
        Backtest backtest = new Backtest(config, files, progress());
        backtest.check(inputs);
        prepareOutput();
        BacktestSummary summary = backtest.run(inputs, output, Backtest.environment(parallelism));
        print(summary);
        return ExitCode.OK;
    }

    private void prepareOutput() {
        try {
            if (Files.exists(output) && !Files.isDirectory(output)) {
                throw CommandFailed.usage("--output " + output + " is a file; name a folder");
            }
            Files.createDirectories(output);
            if (!overwrite && !isEmpty(output)) {
                throw CommandFailed.usage(
                        "--output " + output + " is not empty; name another folder, or add --overwrite");
            }
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Backtest.Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        boolean interactive = Terminal.isInteractive();
        return new Backtest.Progress() {
            @Override
            public void reading(String file, long rows) {
                if (interactive) {
                    err.printf("\r\033[Kreading %s: %s", file, Figures.count(rows, "row"));
                    err.flush();
                }
            }

            @Override
            public void running(long rows) {
                if (interactive) {
                    err.printf("\r\033[Krunning the rules over %s ...%n", Figures.count(rows, "row"));
                    err.flush();
                }
            }
        };
    }

    private void print(BacktestSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.print(new String(summary.toJson(), StandardCharsets.UTF_8));
            out.flush();
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
                Figures.count(summary.deadLetterCount(), "dead letter"),
                Figures.count(summary.unrated(), "unrated posting"));
        if (!summary.deadLetters().isEmpty()) {
            out.printf(
                    "dead letters: %s%n",
                    summary.deadLetters().entrySet().stream()
                            .map(reason -> reason.getKey() + ' ' + Figures.grouped(reason.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (summary.unrated() > 0 && rates == null) {
            out.printf("no rule saw the unrated ones: give rates into %s with --rates%n", summary.baseCurrency());
        }
        out.printf("in %s: %s, %s, %s%n", output, Backtest.ALERTS, Backtest.DEAD_LETTERS, Backtest.SUMMARY);
        out.flush();
    }
}
