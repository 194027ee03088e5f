package ai.finai.cli.backtest;

import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.sort.Merge;
import ai.finai.cli.sort.Sortable;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.Received;
import ai.finai.events.TransactionReader;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.Release;
import ai.finai.patterns.Rule;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Runs the AML job over files: reads and sorts them, runs the job's own graph over the sorted rows in event time, and writes
 * what it found, sorted. The same files, rules and rates give the same bytes, at any parallelism.
 */
final class Backtest {

    static final String ALERTS = "alerts.jsonl";
    static final String DEAD_LETTERS = "dead-letters.jsonl";
    static final String SUMMARY = "summary.json";

    private static final long SORT_MEMORY_BYTES = 96L << 20;
    private static final int PROGRESS_EVERY = 100_000;
    private static final JsonFactory JSON = new JsonFactory();

    /** Told of progress, for a person who waits. */
    interface Progress {
        /** @param rows read so far, of all files */
        void reading(String file, long rows);

        void running(long rows);
    }

    private final AmlConfig config;
    private final PaymentFiles files;
    private final Progress progress;
    private final TransactionReader reader;

    Backtest(AmlConfig config, PaymentFiles files, Progress progress) {
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
    void check(List<String> inputs) {
        for (String input : inputs) {
            files.check(input, reader);
        }
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
            List<BacktestSummary.Input> read = sort(inputs, folder);
            progress.running(
                    read.stream().mapToLong(BacktestSummary.Input::rows).sum());
            AmlJob.define(env, config, new FilePorts(folder));
            env.execute(config.job().name() + " backtest");

            BacktestSummary summary = summarize(read, folder);
            Files.write(folder.finished(SUMMARY), summary.toJson());
            for (String result : List.of(ALERTS, DEAD_LETTERS, SUMMARY)) {
                Files.move(folder.finished(result), output.resolve(result), StandardCopyOption.REPLACE_EXISTING);
            }
            return summary;
        }
    }

    private List<BacktestSummary.Input> sort(List<String> inputs, WorkFolder folder) throws IOException {
        List<BacktestSummary.Input> read = new ArrayList<>();
        try (SortedRows.Writer rows = new SortedRows.Writer(folder.rows(), SORT_MEMORY_BYTES)) {
            long before = 0;
            for (int i = 0; i < inputs.size(); i++) {
                String input = inputs.get(i);
                long start = before;
                BacktestSummary.Input one = sort(input, i, rows, count -> progress.reading(input, start + count));
                read.add(one);
                before += one.rows();
            }
        }
        return read;
    }

    private BacktestSummary.Input sort(String input, int number, SortedRows.Writer sorted, LongConsumer counted)
            throws IOException {
        MessageDigest digest = sha256();
        long count = 0;
        try (InputStream bytes = new DigestInputStream(PaymentFiles.open(input), digest);
                PaymentRows rows = files.read(bytes, input, number, reader)) {
            for (Received row = rows.next(); row != null; row = rows.next()) {
                sorted.add(row);
                count++;
                if (count % PROGRESS_EVERY == 0) {
                    counted.accept(count);
                }
            }
            bytes.transferTo(OutputStream.nullOutputStream()); // what follows a gzip stream counts for the hash
        }
        counted.accept(count);
        return new BacktestSummary.Input(count, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private BacktestSummary summarize(List<BacktestSummary.Input> inputs, WorkFolder folder) throws IOException {
        Map<String, BacktestSummary.Rule> rules = new LinkedHashMap<>();
        for (Rule rule : config.ruleBook().rules()) {
            rules.put(rule.id(), new BacktestSummary.Rule(rule.reference()));
        }
        merge(folder.alerts(), folder.finished(ALERTS), line -> {
            Alert alert = AlertJson.read(line);
            rules.computeIfAbsent(alert.rule().id(), id -> new BacktestSummary.Rule(alert.rule()))
                    .add(alert);
        });
        Map<String, Long> reasons = new TreeMap<>();
        merge(folder.deadLetters(), folder.finished(DEAD_LETTERS), line -> reasons.merge(reason(line), 1L, Long::sum));
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

    private interface LineReader {
        void read(byte[] line) throws IOException;
    }

    private static void merge(Path runs, Path result, LineReader reader) throws IOException {
        try (Merge merge = Merge.of(runs);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(result), 1 << 16)) {
            while (merge.hasNext()) {
                Sortable line = merge.next();
                out.write(line.payload());
                out.write('\n');
                reader.read(line.payload());
            }
        }
    }

    private static String reason(byte[] deadLetter) throws IOException {
        try (JsonParser json = JSON.createParser(deadLetter)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && "reason".equals(json.currentName())) {
                    @Nullable String reason = json.nextTextValue();
                    return reason == null ? "" : reason;
                }
            }
        }
        throw new IllegalStateException("a dead letter without a reason");
    }
}
