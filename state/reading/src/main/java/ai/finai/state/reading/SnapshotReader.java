package ai.finai.state.reading;

import ai.finai.state.NewerFormatException;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.cache.KeptTables;
import ai.finai.state.reading.cache.SnapshotCache;
import ai.finai.state.reading.cache.WorkFolder;
import ai.finai.state.reading.file.BufferedFileSystem;
import ai.finai.state.reading.soundness.Soundness;
import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.KeyedTable;
import ai.finai.state.reading.table.Moment;
import ai.finai.state.reading.table.Notes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
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

    /** Pieces of state on the heap that are read one after the other, so that never all of it is in memory. */
    private static final long HEAP_PIECE_BYTES = 32L << 20;

    private static final int LEAST_HEAP_PIECES = 4;

    private final SnapshotCache cache;
    private final Masking masking;
    private final int parallelism;
    private final ReadListener listener;

    /**
     * Reads with a thread a core, masks nothing and reports nothing; keeps up to {@link SnapshotCache#DEFAULT_BYTES}.
     *
     * @param cache a folder on this machine, made if it is not there
     */
    public static SnapshotReader withCache(Path cache) {
        return withCache(new SnapshotCache(cache, SnapshotCache.DEFAULT_BYTES, null));
    }

    /** As the other, with a cache of another size, or one that is shared. */
    public static SnapshotReader withCache(SnapshotCache cache) {
        return new SnapshotReader(
                cache, Masking.NONE, Math.min(16, Runtime.getRuntime().availableProcessors()), (keys, share) -> {});
    }

    /** The same, with identities masked in everything that is read. What is masked otherwise is read anew. */
    public SnapshotReader masked(Masking other) {
        return new SnapshotReader(cache, other, parallelism, listener);
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
        return new SnapshotReader(cache, masking, count, listener);
    }

    /** The same, which tells now and then how far the reading is. */
    public SnapshotReader reporting(ReadListener other) {
        return new SnapshotReader(cache, masking, parallelism, other);
    }

    private SnapshotReader(SnapshotCache cache, Masking masking, int parallelism, ReadListener listener) {
        this.cache = cache;
        this.masking = masking;
        this.parallelism = parallelism;
        this.listener = listener;
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
        String name = snapshot.fingerprint().substring(0, 32) + "-" + Catalogue.FORMAT
                + (masking.id().isEmpty() ? "" : "-" + masking.id());
        KeptTables kept =
                cache.get(name, snapshot.uri(), (tables, work) -> readInto(snapshot, tables, work), listener::warning);
        WorkFolder work;
        try {
            work = cache.work();
        } catch (IOException e) {
            kept.close();
            throw e;
        }
        return SnapshotTables.of(snapshot, kept, work, outputs);
    }

    /**
     * Into how many pieces the keyed state is divided. State of RocksDB is on disk while it is read, and each piece would fetch
     * the files again.
     */
    private int pieces(Snapshot snapshot) {
        int most = Math.max(1, snapshot.keyGroups());
        if (!onHeap(snapshot)) {
            return Math.min(parallelism, most);
        }
        long wanted = Math.max(snapshot.bytes() / HEAP_PIECE_BYTES, (long) LEAST_HEAP_PIECES * parallelism);
        return (int) Math.min(wanted, most);
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
        String id = UUID.randomUUID().toString();
        try {
            writeNotes(note, folder);
            Set<String> states = new HashSet<>();
            byOperator
                    .values()
                    .forEach(tables ->
                            tables.forEach(table -> states.add(table.state().getName())));
            new Soundness(snapshot.operator()).verifyFiles(states, parallelism);
            Configuration flink = new Configuration();
            int pieces = pieces(snapshot);
            ReadProgress.of(id).divided(snapshot.keyGroups(), pieces);
            flink.set(CoreOptions.DEFAULT_PARALLELISM, pieces);
            flink.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism); // else as many as pieces: all at a time
            flink.set(CoreOptions.TMP_DIRS, work.toString());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(pieces, flink);
            env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            SavepointReader reader = SavepointReader.read(env, place(snapshot), backend(snapshot));
            for (Map.Entry<String, List<KeyedTable<?>>> operator : byOperator.entrySet()) {
                DataStream<Long> keys = reader.readKeyedState(
                        OperatorIdentifier.forUid(operator.getKey()),
                        new TablesOfAKey(
                                operator.getValue(),
                                folder,
                                new Moment(note),
                                snapshot.baseDecimals(),
                                masking,
                                onHeap(snapshot),
                                id),
                        Types.STRING,
                        Types.LONG);
                keys.sinkTo(new DiscardingSink<>());
            }
            try {
                await(env.executeAsync("read " + snapshot.id()), id);
            } finally {
                SpillThreads.end(work);
            }
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
        ReadProgress progress = ReadProgress.of(id);
        var result = job.getJobExecutionResult();
        while (!result.isDone()) {
            try {
                result.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                listener.read(progress.keys(), progress.share());
            }
        }
        result.get();
        listener.read(progress.keys(), 1);
    }

    /** What has its key groups one after the other is read piece by piece, without RocksDB, which would first write all of it. */
    private static boolean onHeap(Snapshot snapshot) {
        return snapshot.backend() != Snapshot.Backend.ROCKSDB;
    }

    /** Only a canonical savepoint is read entry by entry. */
    private static String place(Snapshot snapshot) {
        return snapshot.backend() == Snapshot.Backend.CANONICAL
                ? BufferedFileSystem.of(snapshot.uri())
                : snapshot.uri();
    }

    private static StateBackend backend(Snapshot snapshot) {
        return onHeap(snapshot) ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(true);
    }

    /** Whatever went wrong first: where the snapshot has gone meanwhile, that is why. */
    private static SnapshotException problem(Snapshot snapshot, Exception e) {
        if (e instanceof SnapshotException.Gone known) {
            return known;
        }
        if (hasGone(snapshot)) {
            return new SnapshotException.Gone(
                    "part of " + snapshot.uri() + " is no longer there: a running job deletes its old checkpoints."
                            + " Name a later one, keep more of them (execution.checkpointing.num-retained), or take a"
                            + " savepoint",
                    e);
        }
        if (e instanceof SnapshotException known) {
            return known;
        }
        NewerFormatException newer =
                ExceptionUtils.findThrowable(e, NewerFormatException.class).orElse(null);
        if (newer != null) {
            return new SnapshotException(snapshot.uri() + ": " + newer.getMessage(), e);
        }
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return new SnapshotException(snapshot.uri() + " cannot be read: " + cause, e);
    }

    /** What was thrown does not always tell: of several files that are fetched at a time one is missing, others are broken off. */
    private static boolean hasGone(Snapshot snapshot) {
        try {
            if (!Snapshot.at(snapshot.uri()).fingerprint().equals(snapshot.fingerprint())) {
                return true;
            }
            new Soundness(snapshot.operator()).requireFiles();
            return false;
        } catch (SnapshotException | FileNotFoundException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
