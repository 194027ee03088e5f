package ai.finai.jobs.archive;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A small job with an archive at its end: generated transactions, their postings, an alert for every hundredth. */
final class ArchiveJob {

    static final int ROWS = 6_000;
    static final int ALERTS = ROWS / 100;

    private static final int DAYS = 2;
    /** So slow that a job is stopped before its input ends, also on a busy machine. */
    static final double SLOW = 200;

    static final double FAST = 3_000;

    private static final long PATIENCE_SECONDS = 180;

    private final Configuration flink;
    private final String location;
    private final Compaction compaction;
    private final java.nio.file.Path local;
    private int restarts = 10;
    private JobClient client;

    ArchiveJob(Configuration flink, String location, Compaction compaction, java.nio.file.Path local) {
        this.flink = flink;
        this.location = location;
        this.compaction = compaction;
        this.local = local;
    }

    void neverRestart() {
        restarts = 0;
    }

    void start(int parallelism, double rowsPerSecond, String savepoint) throws Exception {
        Configuration conf = new Configuration(flink);
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(700));
        conf.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                local.resolve("checkpoints").toUri().toString());
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        conf.set(PipelineOptions.GENERIC_TYPES, false);
        conf.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        conf.set(RestOptions.BIND_PORT, "0");
        conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        if (savepoint != null) {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, conf);
        define(env, rowsPerSecond);
        client = env.executeAsync("archive");
    }

    private void define(StreamExecutionEnvironment env, double rowsPerSecond) {
        DataGeneratorSource<Transaction> source = new DataGeneratorSource<>(
                n -> Payments.transaction(n, DAYS),
                ROWS,
                RateLimiterStrategy.perSecond(rowsPerSecond),
                TypeInformation.of(Transaction.class));
        DataStream<Transaction> transactions = env.fromSource(source, WatermarkStrategy.noWatermarks(), "source")
                .uid("source")
                .map(new Failures.Injector())
                .returns(Transaction.class)
                .uid("failures");
        ArchiveTables archive = ArchiveTables.of(new ArchiveConfig(location, compaction));
        archive.transactions(transactions);
        archive.postings(
                transactions
                        .flatMap((FlatMapFunction<Transaction, WatchedPosting>) (transaction, out) -> {
                            out.collect(Payments.posting(transaction, Direction.CREDIT));
                            out.collect(Payments.posting(transaction, Direction.DEBIT));
                        })
                        .returns(WatchedPosting.class)
                        .uid("postings"),
                "USD");
        archive.alerts(transactions
                .flatMap((FlatMapFunction<Transaction, Alert>) (transaction, out) -> {
                    String id = transaction.transactionId();
                    if (id.endsWith("00") || id.equals("T0")) {
                        out.collect(Payments.alert(id, transaction.eventTime(), List.of(transaction)));
                    }
                })
                .returns(Alert.class)
                .uid("alerts"));
    }

    /** Stops without drain; returns when the job has ended. */
    String stop() throws Exception {
        String savepoint = client.stopWithSavepoint(
                        false, local.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitEnd();
        return savepoint;
    }

    void awaitEnd() throws Exception {
        client.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    List<String> visible() throws IOException {
        return ArchiveReader.of(location).texts(ArchiveTable.TRANSACTIONS, "transaction_id");
    }

    /** What a pattern for *.parquet matches anywhere in the archive, as files of a local folder. */
    void copyTo(java.nio.file.Path folder) throws IOException {
        Path root = new Path(location);
        FileSystem fileSystem = root.getFileSystem();
        for (Path file : parquetUnder(fileSystem, root)) {
            java.nio.file.Path copy = folder.resolve(
                    file.toUri().getPath().substring(root.toUri().getPath().length() + 1));
            Files.createDirectories(copy.getParent());
            try (InputStream in = fileSystem.open(file)) {
                Files.copy(in, copy);
            }
        }
    }

    private static List<Path> parquetUnder(FileSystem fileSystem, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (FileStatus status : fileSystem.listStatus(folder)) {
            if (status.isDir()) {
                files.addAll(parquetUnder(fileSystem, status.getPath()));
            } else if (status.getPath().getName().endsWith(".parquet")) {
                files.add(status.getPath());
            }
        }
        return files;
    }
}
