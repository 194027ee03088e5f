package ai.finai.state.reading;

import ai.finai.state.NewerFormatException;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.KeyedTable;
import ai.finai.state.reading.table.Notes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots into tables that SQL can ask, once each: what was read is kept in a cache of columnar files, and a later look
 * at the same snapshot takes them. Reading touches neither the job nor its snapshot.
 *
 * <pre>{@code
 * SnapshotReader reader = SnapshotReader.withCache(Path.of("cache"));
 * try (SnapshotTables tables = reader.read(Snapshot.at("s3://bank/savepoints/savepoint-1"))) {
 *     List<String> busiest = tables.query(
 *             "SELECT account FROM account_profile ORDER BY sum_out_30d DESC LIMIT ?", row -> row.getString(1), 20);
 * }
 * }</pre>
 *
 * <p>It holds nothing open and never changes. For one thread, as the tables that it gives.
 */
public final class SnapshotReader {

    private static final int DELETIONS = 100;
    private static final Duration BETWEEN_DELETIONS = Duration.ofMillis(50);

    private static final String UNFINISHED = "unfinished-";
    private static final Duration LONGEST_READ = Duration.ofDays(2);

    private final Path cache;
    private final Masking masking;
    private final int parallelism;
    private final LongConsumer progress;

    /**
     * Reads with a thread a core, masks nothing and reports nothing.
     *
     * @param cache a folder on this machine, made if it is not there; what is read stays there until somebody deletes it
     */
    public static SnapshotReader withCache(Path cache) {
        return new SnapshotReader(
                cache, Masking.NONE, Math.min(16, Runtime.getRuntime().availableProcessors()), keys -> {});
    }

    /** The same, with identities masked in everything that is read. What is masked otherwise is read anew. */
    public SnapshotReader masked(Masking other) {
        return new SnapshotReader(cache, other, parallelism, progress);
    }

    /**
     * The same, with so many threads that read.
     *
     * @throws IllegalArgumentException if there are fewer than 1 or more than 128
     */
    public SnapshotReader threads(int count) {
        if (count < 1 || count > 128) {
            throw new IllegalArgumentException(count + " threads; there must be from 1 to 128");
        }
        return new SnapshotReader(cache, masking, count, progress);
    }

    /** The same, which tells now and then how many keys it has read of the snapshot that it reads. */
    public SnapshotReader reporting(LongConsumer other) {
        return new SnapshotReader(cache, masking, parallelism, other);
    }

    private SnapshotReader(Path cache, Masking masking, int parallelism, LongConsumer progress) {
        this.cache = cache.toAbsolutePath();
        this.masking = masking;
        this.parallelism = parallelism;
        this.progress = progress;
    }

    /**
     * Reads a snapshot, or finds that it has been read.
     *
     * @return its tables; to be closed
     * @throws SnapshotException if it is broken, or some of it is no longer there
     */
    public SnapshotTables read(Snapshot snapshot) throws IOException {
        return read(snapshot, List.of());
    }

    /**
     * As {@link #read(Snapshot)}.
     *
     * @param outputs files that {@link SnapshotTables#write} may write
     */
    public SnapshotTables read(Snapshot snapshot, List<Path> outputs) throws IOException {
        Path folder = cache.resolve(snapshot.fingerprint().substring(0, 32) + "-" + Catalogue.FORMAT
                + (masking.id().isEmpty() ? "" : "-" + masking.id()));
        if (!Files.isDirectory(folder)) {
            OwnerFolder.create(cache);
            deleteLeftovers();
            Path unfinished = cache.resolve(UNFINISHED + UUID.randomUUID());
            Path work = cache.resolve(UNFINISHED + UUID.randomUUID());
            try {
                OwnerFolder.create(unfinished);
                OwnerFolder.create(work);
                readInto(snapshot, unfinished, work);
                take(unfinished, folder);
            } finally {
                delete(unfinished);
                delete(work);
            }
        }
        return SnapshotTables.of(snapshot, folder, outputs);
    }

    private static void take(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) { // else somebody else has read the same meanwhile
                throw e;
            }
        }
    }

    /** Where reading has failed, its other tasks may still be closing their files, and so writing them. */
    private static void delete(Path folder) throws IOException {
        for (int left = DELETIONS; Files.exists(folder); left--) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                if (left == 0) {
                    throw new IOException(folder + " cannot be deleted: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(BETWEEN_DELETIONS.toNanos());
            }
        }
    }

    /** What reads left that were ended by force; one that goes on is younger. */
    private void deleteLeftovers() throws IOException {
        Instant old = Instant.now().minus(LONGEST_READ);
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(cache, UNFINISHED + '*')) {
            for (Path folder : all) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                    left.add(folder);
                }
            }
        }
        for (Path folder : left) {
            delete(folder);
        }
    }

    /** Flink reads the metadata once more: what it has read is to be what it is kept as. */
    private static void requireUnchanged(Snapshot snapshot) throws IOException {
        String now;
        try {
            now = Snapshot.at(snapshot.uri()).fingerprint();
        } catch (SnapshotException e) {
            return; // deleted since: everything had been read by then
        }
        if (!now.equals(snapshot.fingerprint())) {
            throw new SnapshotException.Gone(
                    snapshot.uri() + " was replaced by another while it was read", new IOException());
        }
    }

    /** @param work for files that are needed only while it is read */
    private void readInto(Snapshot snapshot, Path folder, Path work) throws IOException {
        Map<String, List<KeyedTable<?>>> byOperator = new LinkedHashMap<>();
        for (KeyedTable<?> table : Catalogue.keyed(snapshot.job())) {
            byOperator
                    .computeIfAbsent(table.operator(), any -> new ArrayList<>())
                    .add(table);
        }
        SnapshotNote note = snapshot.note();
        long eventTime = note == null ? Long.MIN_VALUE : note.eventTime();
        int digits = note == null ? 2 : note.baseDecimals();
        String id = UUID.randomUUID().toString();
        try {
            writeNotes(note, folder);
            Configuration flink = new Configuration();
            flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
            flink.set(CoreOptions.TMP_DIRS, work.toString());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
            env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            SavepointReader reader = SavepointReader.read(env, snapshot.uri(), backend(snapshot));
            for (Map.Entry<String, List<KeyedTable<?>>> operator : byOperator.entrySet()) {
                DataStream<Long> keys = reader.readKeyedState(
                        OperatorIdentifier.forUid(operator.getKey()),
                        new TablesOfAKey(
                                operator.getValue(),
                                folder,
                                eventTime,
                                digits,
                                masking,
                                snapshot.backend() == Snapshot.Backend.HEAP,
                                id),
                        Types.STRING,
                        Types.LONG);
                keys.sinkTo(new DiscardingSink<>());
            }
            await(env.executeAsync("read " + snapshot.id()), id);
            ReadProgress.of(id).requireWhole();
            requireUnchanged(snapshot);
        } catch (Exception e) {
            throw problem(snapshot, e);
        } finally {
            ReadProgress.forget(id);
        }
    }

    private static void writeNotes(@Nullable SnapshotNote note, Path folder) throws IOException, SQLException {
        try (RowWriter rules = new RowWriter(Notes.RULE_BOOK, folder.resolve("rule_book"), 0, Masking.NONE);
                RowWriter models = new RowWriter(Notes.MODELS, folder.resolve("models"), 0, Masking.NONE)) {
            if (note != null) {
                Notes.rules(note, rules);
                Notes.models(note, models);
            }
            rules.finish();
            models.finish();
        }
    }

    private void await(JobClient job, String id) throws Exception {
        var result = job.getJobExecutionResult();
        while (!result.isDone()) {
            try {
                result.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.accept(ReadProgress.of(id).keys());
            }
        }
        result.get();
        progress.accept(ReadProgress.of(id).keys());
    }

    private static StateBackend backend(Snapshot snapshot) {
        return snapshot.backend() == Snapshot.Backend.HEAP
                ? new HashMapStateBackend()
                : new EmbeddedRocksDBStateBackend(true);
    }

    /** Whatever went wrong first: where the snapshot has gone meanwhile, that is why. */
    private static SnapshotException problem(Snapshot snapshot, Exception e) {
        if (e instanceof SnapshotException known) {
            return known;
        }
        NewerFormatException newer =
                ExceptionUtils.findThrowable(e, NewerFormatException.class).orElse(null);
        if (newer != null) {
            return new SnapshotException(snapshot.uri() + ": " + newer.getMessage(), e);
        }
        if (hasGone(snapshot)
                || ExceptionUtils.findThrowable(e, FileNotFoundException.class).isPresent()
                || ExceptionUtils.findThrowable(e, NoSuchFileException.class).isPresent()) {
            return new SnapshotException.Gone(
                    "part of " + snapshot.uri() + " is no longer there: a running job deletes its old checkpoints."
                            + " Name a later one, keep more of them (execution.checkpointing.num-retained), or take a"
                            + " savepoint",
                    e);
        }
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return new SnapshotException(snapshot.uri() + " cannot be read: " + cause, e);
    }

    private static boolean hasGone(Snapshot snapshot) {
        try {
            return !Snapshot.at(snapshot.uri()).fingerprint().equals(snapshot.fingerprint());
        } catch (IOException e) {
            return e instanceof SnapshotException;
        }
    }
}
