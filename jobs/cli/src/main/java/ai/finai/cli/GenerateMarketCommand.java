package ai.finai.cli;

import ai.finai.cli.model.OutputForm;
import ai.finai.events.Instants;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketFolder;
import ai.finai.generator.market.MarketLabel;
import ai.finai.generator.market.MarketSettings;
import ai.finai.generator.market.MarketTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai generate market}. */
@Command(
        name = "market",
        sortOptions = false,
        description = {
            "Writes prices and news of a plausible market: bars of made-up companies and of an index (INDEX) that they follow"
                    + " by their betas, with volatility in clusters, fat tails, gaps over night, jumps, halts and splits; and"
                    + " headlines, some of which go with jumps.",
            "",
            "The folder gets prices.jsonl.gz, news.jsonl.gz and splits.jsonl.gz, records as in the topics of these names and in"
                    + " order of event time, and labels.csv: what happened to which symbol when. Prices are not adjusted for"
                    + " splits. The same options give the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai generate market --symbols 20 --days 5 --seed 1 --output market",
            "  finai generate market --symbols 50 --days 1500 --interval P1D --output market-daily",
            "  finai generate market --symbols 500 --days 30 --jumps 0.2 --headlines 3 --output market-busy",
            "",
            "What is modelled, and what the columns of labels.csv mean: src/docs/generator.md"
        })
final class GenerateMarketCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            defaultValue = "20",
            description = "Symbols besides the index, at most 10,000. Default: ${DEFAULT-VALUE}.")
    private int symbols;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "5",
            description = "Days, weekends included, on which there is no trading. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed gives another market. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            converter = DurationConverter.class,
            description =
                    "Of a bar: PT1M or 1min, PT5M, PT30M ..., a part of the trading hours, 14:30 to 21:00 UTC; or P1D, the"
                            + " whole day in UTC. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--start",
            paramLabel = "DAY",
            description = "The first day, in UTC. Default: 2026-01-05, a Monday.")
    private LocalDate start = MarketSettings.DEFAULT_START;

    @Option(
            names = "--jumps",
            paramLabel = "RATE",
            defaultValue = "0.05",
            description =
                    "Jumps to expect a symbol and trading day, 0 to 1; each is 4 to 12 usual days' moves. Default:"
                            + " ${DEFAULT-VALUE}.")
    private double jumps;

    @Option(
            names = "--jump-news",
            paramLabel = "SHARE",
            defaultValue = "0.6",
            description = "Share of the jumps that a headline goes with, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double jumpNews;

    @Option(
            names = "--headlines",
            paramLabel = "RATE",
            defaultValue = "1",
            description =
                    "Headlines that go with nothing, a symbol and trading day, 0 to 8. Default: ${DEFAULT-VALUE}.")
    private double headlines;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            required = true,
            description =
                    "Where to; made if it is not there. Files in it of these names are replaced, when all is written.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "What stands on standard output. Default: ${DEFAULT-VALUE}.")
    private OutputForm format;

    @Override
    public Integer call() {
        MarketSettings settings = settings();
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw CommandFailed.usage("--output " + output + " is a file; name a folder");
        }
        long began = System.nanoTime();
        MarketFolder.Written written;
        try {
            written = MarketFolder.write(Market.of(settings), output, progress());
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputForm.JSON) {
            OutputForm.printJson(out, json(written));
        } else {
            print(written, took, out);
        }
        return ExitCode.OK;
    }

    private MarketSettings settings() {
        try {
            return new MarketSettings(symbols, days, seed, start, interval, jumps, jumpNews, headlines);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--" + e.getMessage(), e);
        }
    }

    private MarketFolder.Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        boolean interactive = Terminal.isInteractive();
        return (records, eventTime) -> {
            if (interactive) {
                err.printf("\r\033[K%s, at %s", Figures.count(records, "record"), Instants.format(eventTime));
                err.flush();
            }
        };
    }

    private Map<String, Object> json(MarketFolder.Written written) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("output", output.toString());
        written.records().forEach((topic, count) -> fields.put(topic.code(), count));
        fields.put("bytes", written.bytes());
        Map<String, Long> labels = new LinkedHashMap<>();
        written.labels().forEach((kind, count) -> labels.put(kind.code(), count));
        fields.put("labels", labels);
        return fields;
    }

    private void print(MarketFolder.Written written, Duration took, PrintWriter out) {
        if (Terminal.isInteractive()) {
            spec.commandLine().getErr().print("\r\033[K");
            spec.commandLine().getErr().flush();
        }
        Map<MarketTopic, Long> records = written.records();
        out.printf(
                "%s: %s, %s, %s, %s, in %s (%s)%n",
                output,
                Figures.count(count(records, MarketTopic.PRICES), "bar"),
                Figures.count(count(records, MarketTopic.NEWS), "headline"),
                Figures.count(count(records, MarketTopic.SPLITS), "split"),
                Figures.bytes(written.bytes()),
                Figures.elapsed(took),
                Figures.rate(written.total(), took));
        Map<MarketLabel.Kind, Long> labels = written.labels();
        long explained = count(labels, MarketLabel.Kind.JUMP_WITH_NEWS);
        out.printf(
                "%s: %s (%s with news), %s, %s, %s%n",
                output.resolve(MarketFolder.LABELS),
                Figures.count(explained + count(labels, MarketLabel.Kind.JUMP), "jump"),
                Figures.grouped(explained),
                Figures.count(count(labels, MarketLabel.Kind.HALT), "halt"),
                Figures.count(count(labels, MarketLabel.Kind.SPLIT), "split"),
                Figures.count(count(labels, MarketLabel.Kind.VOLATILITY_REGIME), "change") + " of volatility");
        out.flush();
    }

    private static <K> long count(Map<K, Long> counts, K key) {
        @Nullable Long count = counts.get(key);
        return count == null ? 0 : count;
    }
}
