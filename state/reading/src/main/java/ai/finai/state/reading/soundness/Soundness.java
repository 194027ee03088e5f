package ai.finai.state.reading.soundness;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whether the keyed state of an operator in a snapshot is whole, and what the job wrote. The metadata of a snapshot carries no
 * checksum, so what it says is held against the files: every key group is there once, files are as long as it says, and key
 * groups follow one another in them without a gap. Files of RocksDB have checksums of their own, which RocksDB checks.
 */
public final class Soundness {

    private final OperatorState operator;

    /** @param operator as the snapshot's metadata has it */
    public Soundness(OperatorState operator) {
        this.operator = operator;
    }

    private List<KeyedStateHandle> handles() {
        List<KeyedStateHandle> all = new ArrayList<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            all.addAll(subtask.getManagedKeyedState());
        }
        return all;
    }

    /**
     * Whether every value has a checksum: in files of RocksDB always, else where the job has
     * {@code execution.checkpointing.snapshot-compression}.
     *
     * @throws IOException if a file cannot be read
     */
    public boolean hasChecksums() throws IOException {
        for (KeyedStateHandle handle : handles()) {
            // All subtasks are of one job with one configuration.
            if (handle instanceof KeyGroupsStateHandle keyGroups) {
                return KeyGroupFile.hasChecksums(keyGroups);
            }
        }
        return true;
    }

    /**
     * Checks that every key group is in it, and once.
     *
     * @throws IOException if one is not
     */
    public void requireEveryKeyGroupOnce() throws IOException {
        List<KeyGroupRange> ranges = handles().stream()
                .map(KeyedStateHandle::getKeyGroupRange)
                .sorted(Comparator.comparingInt(KeyGroupRange::getStartKeyGroup))
                .toList();
        int next = 0;
        for (KeyGroupRange range : ranges) {
            if (range.getStartKeyGroup() != next) {
                throw new IOException("key group " + next + " is not there, or twice");
            }
            next = range.getEndKeyGroup() + 1;
        }
        if (!ranges.isEmpty() && next != operator.getMaxParallelism()) {
            throw new IOException(
                    "there are " + next + " key groups, and there should be " + operator.getMaxParallelism());
        }
    }

    /**
     * Checks every file of keyed state as far as Flink does not when it reads it.
     *
     * @param states that must be in each
     * @param threads from 1
     * @throws IOException if one is damaged, or is not there
     */
    public void verifyFiles(Set<String> states, int threads) throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "snapshot-soundness");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (KeyedStateHandle handle : handles()) {
                running.add(workers.submit(() -> {
                    verify(handle, states);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("the state is damaged: " + e.getCause(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * Checks that every file of keyed state is there.
     *
     * @throws FileNotFoundException if one is not
     * @throws IOException if that cannot be told
     */
    public void requireFiles() throws IOException {
        for (KeyedStateHandle handle : handles()) {
            if (handle instanceof KeyGroupsStateHandle keyGroups) {
                requireFile(keyGroups.getDelegateStateHandle());
            } else if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
                requireFile(incremental.getMetaDataStateHandle());
                for (HandleAndLocalPath file : incremental.getSharedState()) {
                    requireFile(file.getHandle());
                }
                for (HandleAndLocalPath file : incremental.getPrivateState()) {
                    requireFile(file.getHandle());
                }
            }
        }
    }

    private static @Nullable FileStatus requireFile(StreamStateHandle handle) throws IOException {
        if (!(handle instanceof FileStateHandle file)) {
            return null; // it is in the metadata
        }
        Path path = file.getFilePath();
        FileStatus status = path.getFileSystem().getFileStatus(path);
        if (status == null) {
            throw new FileNotFoundException(path.toString());
        }
        return status;
    }

    private static void verify(KeyedStateHandle handle, Set<String> states) throws IOException {
        Set<String> named;
        if (handle instanceof KeyGroupsStateHandle keyGroups) {
            requireLength(keyGroups.getDelegateStateHandle());
            named = new KeyGroupFile(keyGroups).verify();
        } else if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
            named = KeyGroupFile.states(incremental.getMetaDataStateHandle());
        } else {
            throw new IOException("keyed state in a form that this release does not know: "
                    + handle.getClass().getSimpleName());
        }
        for (String state : states) {
            if (!named.contains(state)) {
                throw new IOException("there is no state '" + state + "' in it, but " + named);
            }
        }
    }

    private static void requireLength(StreamStateHandle handle) throws IOException {
        FileStatus status = requireFile(handle);
        if (status != null && status.getLen() != handle.getStateSize()) {
            throw new IOException(status.getPath() + " has " + status.getLen() + " bytes, and the metadata says "
                    + handle.getStateSize());
        }
    }
}
