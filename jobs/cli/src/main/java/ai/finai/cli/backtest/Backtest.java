package ai.finai.cli.backtest;

import ai.finai.cli.backtest.ends.BacktestEnvironment;
import ai.finai.cli.backtest.ends.DeadLetterCounts;
import ai.finai.cli.backtest.ends.DeadLetterLines;
import ai.finai.cli.backtest.ends.MergedLines;
import ai.finai.cli.backtest.ends.OutputFolder;
import ai.finai.cli.backtest.ends.TallySink;
import ai.finai.cli.backtest.ends.WorkFolder;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.rows.ReadFile;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.TransactionReader;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.Release;
import ai.finai.patterns.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the AML job over files: reads and sorts them, runs the job's own graph over the sorted rows in event time, and writes
 * what it found, sorted. The same files, rules and rates give the same bytes, at any parallelism.
 */
public final class Backtest {

    /** In the output folder: the alerts, one a line, by event time and alert id. */
    public static final String ALERTS = "alerts.jsonl";

    static final String DEAD_LETTERS = "dead-letters.jsonl";
    static final String SUMMARY = "summary.json";

    /** Told of progress, for a person who waits. */
    public interface Progress extends SortedInput.Progress {
        void running(long rows);
    }

    private final AmlConfig config;
    private final PaymentFiles files;
    private final Progress progress;
    private final TransactionReader reader;

    public Backtest(AmlConfig config, PaymentFiles files, Progress progress) {
        this.config = config;
        this.files = files;
        this.progress = progress;
        this.reader = new TransactionReader(config.maxFuture(), config.rates());
    }

    /**
     * Looks whether all of them can be read, before the first row is.
     *
     * @throws ai.finai.cli.CommandFailed if one is not there or its header does not fit
     */
    public void check(List<String> inputs) {
        for (String input : inputs) {
            files.check(input, reader);
        }
    }

    /** Reads and sorts all of them into a folder, which is theirs alone. */
    public SortedInput read(List<String> inputs, Path folder) throws IOException {
        return SortedInput.read(inputs, files, reader, folder, progress);
    }

    /**
     * Leaves the three results in {@code output}, replacing those that are there; or nothing new, if it fails.
     *
     * @param inputs paths and URIs; a file's place in the list is its number in the results
     * @param output a folder that exists
     * @param env where the job runs; without checkpoints
     */
    BacktestSummary run(List<String> inputs, Path output, StreamExecutionEnvironment env) throws Exception {
        try (WorkFolder folder = WorkFolder.in(output)) {
            return run(read(inputs, folder.rows()), folder, output, env);
        }
    }

    /**
     * The same over rows that were read before, which stay as they are.
     *
     * @param parallelism of the job; changes no result
     */
    public void run(SortedInput input, Path output, int parallelism) throws Exception {
        try (WorkFolder folder = WorkFolder.in(output)) {
            run(input, folder, output, BacktestEnvironment.of(parallelism));
        }
    }

    private BacktestSummary run(SortedInput input, WorkFolder folder, Path output, StreamExecutionEnvironment env)
            throws Exception {
        progress.running(input.rows());
        AmlJob.define(env, config, new FilePorts(input.folder(), folder));
        env.execute(config.job().name() + " backtest");

        BacktestSummary summary = summarize(input.files(), folder);
        Files.write(folder.finished(SUMMARY), summary.toJson());
        OutputFolder.take(folder, output, List.of(ALERTS, DEAD_LETTERS, SUMMARY));
        return summary;
    }

    private BacktestSummary summarize(List<ReadFile> inputs, WorkFolder folder) throws IOException {
        Map<String, BacktestSummary.Rule> rules = new LinkedHashMap<>();
        for (Rule rule : config.ruleBook().rules()) {
            rules.put(rule.id(), new BacktestSummary.Rule(rule.reference()));
        }
        MergedLines.write(folder.alerts(), folder.finished(ALERTS), line -> {
            Alert alert = AlertJson.read(line);
            rules.computeIfAbsent(alert.rule().id(), id -> new BacktestSummary.Rule(alert.rule()))
                    .add(alert);
        });
        DeadLetterCounts reasons =
                new DeadLetterCounts(DeadLetterLines.merge(folder.deadLetters(), folder.finished(DEAD_LETTERS)));
        Map<String, Long> unseen = TallySink.read(folder.unseen());
        return new BacktestSummary(
                Release.VERSION,
                config.ruleBook().sha256(),
                config.rates().sha256(),
                config.ruleBook().baseCurrency(),
                inputs,
                TallySink.read(folder.accepted()).getOrDefault("transactions", 0L),
                reasons,
                unseen.getOrDefault("UNRATED", 0L),
                unseen.getOrDefault("LATE", 0L),
                rules);
    }
}
