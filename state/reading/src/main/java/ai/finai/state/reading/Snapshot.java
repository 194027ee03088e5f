package ai.finai.state.reading;

import ai.finai.events.Hashes;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.MarketOperator;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.table.Job;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.apache.flink.state.api.OperatorIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * A completed checkpoint or savepoint of a job: what its {@code _metadata} says. That file is written last, so a snapshot that has
 * it was completed; whether all that it names is still there shows when it is read.
 *
 * @param uri of its folder
 * @param id {@code chk-12} with the job's id before it, or the savepoint folder's name
 * @param kind what it is
 * @param completed when its metadata was written
 * @param bytes of state that it names, files that it shares with others included
 * @param job whose it is
 * @param note what it says of itself; null where it says nothing
 * @param backend that wrote its keyed state
 * @param fingerprint sha256 of its metadata, lower-case hex
 */
public record Snapshot(
        String uri,
        String id,
        Kind kind,
        Instant completed,
        long bytes,
        Job job,
        Backend backend,
        @Nullable SnapshotNote note,
        String fingerprint) {

    /** Of a snapshot's folder. */
    static final String METADATA = "_metadata";

    private static final long LARGEST_METADATA = 1L << 30;

    /** How it came about. */
    public enum Kind {
        CHECKPOINT,
        SAVEPOINT
    }

    /** What must read its keyed state. */
    enum Backend {
        HEAP,
        ROCKSDB,
        /** In Flink's own form, which either reads. */
        CANONICAL,
        /** There is no keyed state. */
        NONE
    }

    /**
     * Reads the metadata.
     *
     * @param uri of a snapshot's folder, or of its metadata
     * @throws SnapshotException if there is none, or it is broken
     * @throws IOException if it cannot be read
     */
    public static Snapshot at(String uri) throws IOException {
        Path named = new Path(uri);
        Path folder = named.getName().equals(METADATA) ? named.getParent() : named;
        Path file = new Path(folder, METADATA);
        FileSystem files = file.getFileSystem();
        byte[] bytes;
        Instant completed;
        try {
            FileStatus status = files.getFileStatus(file);
            if (status.getLen() > LARGEST_METADATA) {
                throw new SnapshotException(file + " has " + status.getLen() + " bytes: it is no snapshot's metadata");
            }
            completed = Instant.ofEpochMilli(status.getModificationTime());
            try (InputStream in = files.open(file)) {
                bytes = in.readAllBytes();
            }
        } catch (FileNotFoundException e) {
            throw new SnapshotException(
                    "no snapshot at " + folder + ": it has no " + METADATA
                            + ", so it was never completed, or the job has deleted it",
                    e);
        }
        return of(folder, bytes, completed);
    }

    private static Snapshot of(Path folder, byte[] bytes, Instant completed) throws SnapshotException {
        CheckpointMetadata metadata;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            metadata = Checkpoints.loadCheckpointMetadata(in, Snapshot.class.getClassLoader(), folder.toString());
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // a length that is wrong asks for any memory
            throw new SnapshotException(
                    "the metadata of " + folder + " is broken, or of a Flink that this release does not know: "
                            + e.getMessage(),
                    e);
        }
        boolean checkpoint = folder.getName().startsWith("chk-");
        Map<OperatorID, OperatorState> operators = new HashMap<>();
        metadata.getOperatorStates().forEach(state -> operators.put(state.getOperatorID(), state));
        OperatorState accounts = operators.get(id(AmlOperator.WATCH_ACCOUNTS.uid()));
        OperatorState symbols = operators.get(id(MarketOperator.WATCH_SYMBOLS.uid()));
        OperatorState keyed = accounts != null ? accounts : symbols;
        Path parent = folder.getParent();
        return new Snapshot(
                folder.toString(),
                checkpoint && parent != null ? parent.getName() + '/' + folder.getName() : folder.getName(),
                checkpoint ? Kind.CHECKPOINT : Kind.SAVEPOINT,
                completed,
                metadata.getOperatorStates().stream()
                        .mapToLong(OperatorState::getStateSize)
                        .sum(),
                accounts != null ? Job.AML : symbols != null ? Job.MARKET : Job.OTHER,
                keyed == null ? Backend.NONE : backend(keyed),
                keyed == null ? null : note(keyed, operators.get(id(MarketOperator.SCORE_NEWS.uid())), folder),
                Hashes.sha256(bytes));
    }

    /** @param other an operator that has models of its own, and no more; null for none */
    private static @Nullable SnapshotNote note(OperatorState keyed, @Nullable OperatorState other, Path folder)
            throws SnapshotException {
        SnapshotNote note = note(keyed, folder);
        SnapshotNote beside = other == null ? null : note(other, folder);
        return note == null || beside == null ? note : note.with(beside.models());
    }

    /** What all subtasks have seen is what the slowest has. */
    private static @Nullable SnapshotNote note(OperatorState operator, Path folder) throws SnapshotException {
        SnapshotNote note = null;
        try {
            // The state has the same name in both jobs.
            for (byte[] bytes : OperatorList.read(operator, AmlState.NOTE.title())) {
                SnapshotNote other = SnapshotNote.read(bytes);
                if (note == null || other.eventTime() < note.eventTime()) {
                    note = other;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new SnapshotException(
                    "what " + folder + " says of itself cannot be read, or it is being deleted: " + e.getMessage(), e);
        }
        return note;
    }

    static OperatorID id(String uid) {
        return OperatorIdentifier.forUid(uid).getOperatorId();
    }

    private static Backend backend(OperatorState operator) throws SnapshotException {
        Set<Backend> found = new HashSet<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                if (handle instanceof SavepointKeyedStateHandle) {
                    found.add(Backend.CANONICAL);
                } else if (handle instanceof IncrementalKeyedStateHandle) {
                    found.add(Backend.ROCKSDB);
                } else {
                    found.add(Backend.HEAP);
                }
            }
        }
        if (found.size() > 1) {
            throw new SnapshotException("keyed state of several forms in one snapshot: " + found);
        }
        return found.isEmpty() ? Backend.NONE : found.iterator().next();
    }
}
