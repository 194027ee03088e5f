package ai.finai.cli.backtest.market;

import ai.finai.cli.backtest.ends.DeadLetterCounts;
import ai.finai.cli.backtest.ends.DeadLetterLines;
import ai.finai.cli.backtest.ends.MergedLines;
import ai.finai.cli.backtest.ends.OutputFolder;
import ai.finai.cli.backtest.ends.ProgressLine;
import ai.finai.cli.backtest.ends.TallySink;
import ai.finai.cli.backtest.ends.WorkFolder;
import ai.finai.cli.input.market.BadRow;
import ai.finai.cli.input.market.MarketFiles;
import ai.finai.cli.input.market.SortedMarket;
import ai.finai.cli.sort.SortedRuns;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the market job over files: reads and sorts them, runs the job's own graph over the sorted rows in event time, and
 * writes what it found, sorted. The same files and rules give the same bytes, at any parallelism.
 */
final class MarketBacktest {

    /** In the output folder: the alerts with all their revisions, one a line, by event time, alert id and revision. */
    static final String ALERTS = "alerts.jsonl";

    static final String DEAD_LETTERS = "dead-letters.jsonl";
    static final String SUMMARY = "summary.json";

    private static final long BAD_ROWS_BYTES = 8L << 20;

    private final MarketConfig config;
    private final MarketFiles files;
    private final int largest;
    private final ProgressLine progress;

    /** @param largest how many of each symbol's largest moves are listed */
    MarketBacktest(MarketConfig config, MarketFiles files, int largest, ProgressLine progress) {
        this.config = config;
        this.files = files;
        this.largest = largest;
        this.progress = progress;
    }

    /**
     * Looks whether all of them can be read, before the first row is.
     *
     * @throws ai.finai.cli.CommandFailed if one is not there or its header does not fit
     */
    void check(List<String> inputs) {
        inputs.forEach(files::check);
    }

    /**
     * Leaves the three results in {@code output}, replacing those that are there; or nothing new, if it fails.
     *
     * @param inputs paths and URIs; a file's place in the list is its number in the results
     * @param output a folder that exists
     * @param env where the job runs; without checkpoints
     */
    MarketSummary run(List<String> inputs, Path output, StreamExecutionEnvironment env) throws Exception {
        try (WorkFolder folder = WorkFolder.in(output)) {
            SortedMarket rows = SortedMarket.read(inputs, files, folder.rows(), progress::reading);
            progress.running(rows.rows());
            MarketJob.define(env, config, new MarketFilePorts(rows, folder, largest));
            env.execute(config.job() + " backtest");

            addBadRows(rows, folder);
            MarketSummary summary = summarize(rows, folder);
            Files.write(folder.finished(SUMMARY), summary.toJson());
            OutputFolder.take(folder, output, List.of(ALERTS, DEAD_LETTERS, SUMMARY));
            return summary;
        }
    }

    /** The job sees good rows only. */
    private static void addBadRows(SortedMarket rows, WorkFolder folder) throws IOException {
        try (SortedRuns runs = new SortedRuns(folder.deadLetters(), "bad-rows", BAD_ROWS_BYTES)) {
            for (Iterator<BadRow> bad = rows.bad(); bad.hasNext(); ) {
                runs.add(DeadLetterLines.line(bad.next().letter()));
            }
        }
    }

    private MarketSummary summarize(SortedMarket rows, WorkFolder folder) throws IOException {
        SortedMap<String, SymbolHistory> symbols = SymbolsSink.read(folder.symbols());
        AlertCounts alerts = new AlertCounts(config.watch().ruleBook(), symbols);
        MergedLines.write(folder.alerts(), folder.finished(ALERTS), line -> alerts.add(MarketAlertJson.read(line)));
        alerts.end();
        return new MarketSummary(
                config.watch(),
                rows.files(),
                symbols,
                accepted(folder, MarketFilePorts.NEWS),
                accepted(folder, MarketFilePorts.SPLITS),
                rows.badRows(),
                new DeadLetterCounts(DeadLetterLines.merge(folder.deadLetters(), folder.finished(DEAD_LETTERS))),
                TallySink.read(folder.unseen()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                alerts);
    }

    private static long accepted(WorkFolder folder, String kind) throws IOException {
        Map<String, Long> counts = TallySink.read(folder.accepted().resolve(kind));
        return counts.getOrDefault(kind, 0L);
    }
}
