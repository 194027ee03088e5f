package ai.finai.cli.backtest.market;

import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.S3Options;
import ai.finai.cli.Table;
import ai.finai.cli.backtest.ends.NamedOptions;
import ai.finai.cli.backtest.ends.ProgressLine;
import ai.finai.cli.backtest.ends.ResultOptions;
import ai.finai.cli.input.market.MarketFiles;
import ai.finai.events.Instants;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.market.MarketConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai backtest market}. */
@Command(
        name = "market",
        sortOptions = false,
        description = {
            "Runs the market job over files of prices, news and splits, in event time: what would these rules have said?",
            "",
            "Takes JSON lines (as in the topics of these names) or CSV (a header with the same names), plain or gzip, from this"
                    + " machine or s3://, in one list: what a row is, its fields say. Files of other columns need --mapping. Rows"
                    + " need no order.",
            "Writes alerts.jsonl (by event time, alert id and revision), dead-letters.jsonl (rows that are no bar, headline or"
                    + " split, with file number, line and what is wrong) and summary.json. The same files and rules give the"
                    + " same bytes.",
            "A backtest that finds bad rows has succeeded: look at the dead letters."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai backtest market --input prices.csv --mapping ohlcv --forecaster shipped --output result",
            "  finai backtest market --input market/*.jsonl.gz --index INDEX --sentiment shipped --output result",
            "  finai backtest market --input prices.csv news.csv --mapping ohlcv headlines --largest 5 --output result"
        })
public final class MarketBacktestCommand implements Callable<Integer> {

    private static final int MOST_LARGEST = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files of prices, news and splits, always to be named: paths, patterns in quotes, or s3:// addresses. In results a file is its"
                            + " place in this list, from 0.")
    private List<String> inputs = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            arity = "1..*",
            description =
                    "How columns become fields: ohlcv, headlines, or mapping files in YAML. The first one that fits a file reads"
                            + " it.")
    private List<String> mappings = List.of();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rule book. Default: the one that ships with FinAI.")
    private @Nullable Path rules;

    @Option(
            names = "--index",
            paramLabel = "SYMBOL",
            description = "What correlation and beta are computed with; its bars are among the others. Default: none.")
    private @Nullable String index;

    @Option(
            names = "--news-lateness",
            paramLabel = "SPAN",
            converter = DurationConverter.class,
            description =
                    "As news.lateness of the job. In files no news is late, so this changes only for how long moves are kept."
                            + " Default: 1h.")
    private @Nullable Duration newsLateness;

    @Option(
            names = "--forecaster",
            paramLabel = "none|shipped|PLACE",
            defaultValue = ConfiguredModel.NONE,
            description =
                    "The model that foretells bars: the one that ships with FinAI, for daily bars, or a model of the kind window:"
                            + " an ONNX file, or a folder or s3:// address with model.onnx. Default: none, and rules of the kind forecast-surprise say nothing.")
    private String forecaster;

    @Option(
            names = "--sentiment",
            paramLabel = "none|shipped|PLACE",
            defaultValue = ConfiguredModel.NONE,
            description =
                    "The model that reads news: the one that ships with FinAI, for English headlines, or a folder or"
                            + " s3:// address with model.onnx and the vocabulary that it names. Default: none.")
    private String sentiment;

    @Option(
            names = "--largest",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Lists the N largest moves of each symbol, at most 1,000, with the rules whose alerts are of that bar or of"
                            + " news within it. Default: none.")
    private int largest;

    @Mixin
    private ResultOptions results;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws Exception {
        NamedOptions.require(spec, "--output", "--input");
        results.check();
        ResultOptions.inRange("--largest", largest, 0, MOST_LARGEST);
        if (Stream.concat(inputs.stream(), Stream.of(forecaster, sentiment))
                .anyMatch(place -> place.startsWith("s3://"))) {
            s3.initialise();
        }
        MarketConfig config = MarketBacktestConfig.of(rules, index, newsLateness, forecaster, sentiment);
        MarketFiles files = MarketFiles.of(mappings);
        List<String> expanded = MarketFiles.expand(inputs);
        MarketBacktest backtest = new MarketBacktest(
                config, files, largest, new ProgressLine(spec.commandLine().getErr()));
        backtest.check(expanded);
        Path output = results.prepare();
        MarketSummary summary = backtest.run(expanded, output, results.environment());
        print(config, summary, output);
        return ExitCode.OK;
    }

    private void print(MarketConfig config, MarketSummary summary, Path output) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (results.printedAsJson(summary.toJson(), out)) {
            return;
        }
        printRules(summary, out);
        out.printf(
                "%n%s (%s withdrawn) in %s, %s, %s; %s, %s, %s years of symbols%n",
                Figures.count(summary.alerts().alerts(), "alert"),
                Figures.grouped(summary.alerts().withdrawn()),
                Figures.count(summary.bars(), "bar"),
                Figures.count(summary.news(), "headline"),
                Figures.count(summary.splits(), "split"),
                Figures.count(summary.duplicates(), "duplicate"),
                Figures.count(summary.symbols().size(), "symbol"),
                String.format(Locale.ROOT, "%,.1f", summary.symbolYears()));
        if (summary.foretold() > 0) {
            out.printf(
                    Locale.ROOT,
                    "forecasts: %s foretold, %.1f %% of returns within the interval that 95 %% should be in%n",
                    Figures.count(summary.foretold(), "bar"),
                    100 * summary.coverage());
        }
        summary.deadLetters().print(out);
        NothingToLookAt.sentences(config, summary).forEach(out::println);
        out.printf(
                "in %s: %s, %s, %s%n",
                output, MarketBacktest.ALERTS, MarketBacktest.DEAD_LETTERS, MarketBacktest.SUMMARY);
        if (largest > 0) {
            printLargest(summary, out);
        }
        out.flush();
    }

    private static void printRules(MarketSummary summary, PrintWriter out) {
        Table table = new Table("RULE", "KIND", "ALERTS", "WITHDRAWN", "SYMBOLS", "A SYMBOL A YEAR", "FIRST", "LAST")
                .alignRight(2, 3, 4, 5);
        for (AlertCount count : summary.alerts().rules()) {
            table.row(
                    count.rule().id(),
                    count.rule().kind(),
                    Figures.grouped(count.alerts()),
                    Figures.grouped(count.withdrawn()),
                    Figures.grouped(count.symbols()),
                    String.format(Locale.ROOT, "%,.2f", summary.perSymbolAndYear(count.alerts())),
                    count.first(),
                    count.last());
        }
        table.print(out);
    }

    private static void printLargest(MarketSummary summary, PrintWriter out) {
        out.println();
        Table table = new Table("SYMBOL", "BAR FROM", "MOVE", "SAID").alignRight(2);
        for (SaidOfMove said : summary.alerts().largest()) {
            table.row(
                    said.symbol(),
                    Instants.format(said.move().start()),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * said.simpleReturn()),
                    said.rules().isEmpty() ? "nothing" : String.join(", ", said.rules()));
        }
        table.print(out);
    }
}
