package ai.finai.state.reading;

import ai.finai.events.Hashes;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.MarketOperator;
import ai.finai.state.NewerFormatException;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.soundness.Soundness;
import ai.finai.state.reading.table.Job;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
 * @param keyGroups into which its keyed state is divided (the job's greatest parallelism); 0 where there is none
 * @param checksums whether damage to a value is always found, because the snapshot has checksums: not where it is of the heap, or
 *     a canonical savepoint, and the job was told not to compress
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
        int keyGroups,
        @Nullable SnapshotNote note,
        boolean checksums,
        String fingerprint) {

    /** Of a snapshot's folder. */
    static final String METADATA = "_metadata";

    /** Of a currency; where the snapshot does not say it. */
    private static final int USUAL_DECIMALS = 2;

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

    /** Whether event time had ended: what is kept for some time is then over, and nothing of any key is left. */
    public boolean drained() {
        return note != null && note.eventTime() == Long.MAX_VALUE;
    }

    /** Of the base currency, how many digits amounts have after the point. */
    public int baseDecimals() {
        return note == null ? USUAL_DECIMALS : note.baseDecimals();
    }

    /**
     * Reads the metadata.
     *
     * @param uri of a snapshot's folder, or of its metadata
     * @throws SnapshotException if there is none, or it is broken
     * @throws IOException if it cannot be read
     */
    public static Snapshot at(String uri) throws IOException {
        Metadata metadata = metadata(uri);
        return of(metadata.folder(), metadata.bytes(), metadata.completed());
    }

    private record Metadata(Path folder, byte[] bytes, Instant completed) {}

    private static Metadata metadata(String uri) throws IOException {
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
        return new Metadata(folder, bytes, completed);
    }

    /**
     * The operator whose state its tables are made of, from its metadata.
     *
     * @throws SnapshotException if the metadata is another by now
     */
    OperatorState operator() throws IOException {
        Metadata now = metadata(uri);
        OperatorState operator = keyed(parsed(now.folder(), now.bytes()));
        if (operator == null || !Hashes.sha256(now.bytes()).equals(fingerprint)) {
            throw new SnapshotException.Gone(uri + " was replaced by another", new IOException());
        }
        return operator;
    }

    /**
     * All operators of which it knows, from its metadata.
     *
     * @throws SnapshotException if the metadata is gone, or broken
     */
    public List<SnapshotOperator> operators() throws IOException {
        Metadata now = metadata(uri);
        return parsed(now.folder(), now.bytes()).getOperatorStates().stream()
                .map(SnapshotOperator::of)
                .toList();
    }

    private static CheckpointMetadata parsed(Path folder, byte[] bytes) throws SnapshotException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CheckpointMetadata metadata =
                    Checkpoints.loadCheckpointMetadata(in, Snapshot.class.getClassLoader(), folder.toString());
            if (in.read() >= 0) {
                throw new IOException("it goes on after its end");
            }
            return metadata;
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // a length that is wrong asks for any memory
            throw new SnapshotException(
                    "the metadata of " + folder + " is broken, or of a Flink that this release does not know: "
                            + e.getMessage(),
                    e);
        }
    }

    private static @Nullable OperatorState keyed(CheckpointMetadata metadata) {
        OperatorState accounts = operator(metadata, AmlOperator.WATCH_ACCOUNTS.uid());
        return accounts != null ? accounts : operator(metadata, MarketOperator.WATCH_SYMBOLS.uid());
    }

    private static @Nullable OperatorState operator(CheckpointMetadata metadata, String uid) {
        OperatorID id = id(uid);
        return metadata.getOperatorStates().stream()
                .filter(state -> state.getOperatorID().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Snapshot of(Path folder, byte[] bytes, Instant completed) throws SnapshotException {
        CheckpointMetadata metadata = parsed(folder, bytes);
        boolean checkpoint = isCheckpoint(folder);
        OperatorState keyed = keyed(metadata);
        return new Snapshot(
                folder.toString(),
                id(folder),
                checkpoint ? Kind.CHECKPOINT : Kind.SAVEPOINT,
                completed,
                metadata.getOperatorStates().stream()
                        .mapToLong(OperatorState::getStateSize)
                        .sum(),
                job(keyed),
                keyed == null ? Backend.NONE : backend(keyed),
                keyed == null ? 0 : keyed.getMaxParallelism(),
                keyed == null ? null : note(keyed, operator(metadata, MarketOperator.SCORE_NEWS.uid()), folder),
                keyed == null || hasChecksums(keyed, folder),
                Hashes.sha256(bytes));
    }

    private static boolean isCheckpoint(Path folder) {
        return folder.getName().startsWith("chk-");
    }

    /** The id of the snapshot in a folder, whether it is complete or not. */
    static String id(Path folder) {
        Path parent = folder.getParent();
        return isCheckpoint(folder) && parent != null ? parent.getName() + '/' + folder.getName() : folder.getName();
    }

    private static Job job(@Nullable OperatorState keyed) {
        return keyed == null
                ? Job.OTHER
                : keyed.getOperatorID().equals(id(AmlOperator.WATCH_ACCOUNTS.uid())) ? Job.AML : Job.MARKET;
    }

    private static boolean hasChecksums(OperatorState keyed, Path folder) throws SnapshotException {
        try {
            Soundness soundness = new Soundness(keyed);
            soundness.requireEveryKeyGroupOnce();
            return soundness.hasChecksums();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new SnapshotException(folder + " is damaged, or it is being deleted: " + e.getMessage(), e);
        }
    }

    /** @param other an operator that has models of its own, and no more; null for none */
    private static SnapshotNote note(OperatorState keyed, @Nullable OperatorState other, Path folder)
            throws SnapshotException {
        SnapshotNote note = note(keyed, folder);
        SnapshotNote beside = other == null ? null : anyNote(other, folder);
        return beside == null ? note : note.with(beside.models());
    }

    private static SnapshotNote note(OperatorState operator, Path folder) throws SnapshotException {
        SnapshotNote note = anyNote(operator, folder);
        if (note == null) {
            throw new SnapshotException("none of " + operator.getParallelism() + " subtasks in " + folder
                    + " says anything of itself: it is damaged, or no snapshot that FinAI can read");
        }
        return note;
    }

    /** What all subtasks have seen is what the slowest has. Null where they say nothing: there was nothing to say once. */
    private static @Nullable SnapshotNote anyNote(OperatorState operator, Path folder) throws SnapshotException {
        SnapshotNote note = null;
        try {
            // The state has the same name in both jobs.
            List<byte[]> notes = OperatorList.read(operator, AmlState.NOTE.title());
            if (notes.size() != operator.getParallelism() && !notes.isEmpty()) {
                throw new IOException(notes.size() + " of " + operator.getParallelism() + " subtasks say something");
            }
            for (byte[] bytes : notes) {
                SnapshotNote other = SnapshotNote.read(bytes);
                if (note == null || other.eventTime() < note.eventTime()) {
                    note = other;
                }
            }
        } catch (NewerFormatException e) {
            throw new SnapshotException(folder + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
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
