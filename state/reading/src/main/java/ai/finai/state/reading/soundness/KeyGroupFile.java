package ai.finai.state.reading.soundness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/**
 * A file of keyed state, of the heap or in Flink's canonical form: a header that names the states, then one key group after
 * the other without a gap, the metadata saying where each begins. On the heap a key group is its number and a stream for
 * each state; in the canonical form it is one stream, and one without a key is nothing at all.
 */
final class KeyGroupFile {

    private static final int BUFFER = 1 << 16;

    private final KeyGroupsStateHandle handle;

    KeyGroupFile(KeyGroupsStateHandle handle) {
        this.handle = handle;
    }

    private static KeyedBackendSerializationProxy<?> header(FSDataInputStream in) throws IOException {
        KeyedBackendSerializationProxy<?> header =
                new KeyedBackendSerializationProxy<>(KeyGroupFile.class.getClassLoader());
        header.read(new DataInputViewStreamWrapper(in));
        return header;
    }

    /** Whether its blocks have checksums. */
    static boolean hasChecksums(KeyGroupsStateHandle handle) throws IOException {
        try (FSDataInputStream in = handle.openInputStream()) {
            return header(in).isUsingKeyGroupCompression();
        }
    }

    /** @return the states that the header names */
    static Set<String> states(StreamStateHandle file) throws IOException {
        try (FSDataInputStream in = file.openInputStream()) {
            return states(header(in));
        }
    }

    private static Set<String> states(KeyedBackendSerializationProxy<?> header) {
        return header.getStateMetaInfoSnapshots().stream()
                .map(StateMetaInfoSnapshot::getName)
                .collect(Collectors.toSet());
    }

    /**
     * Checks that key groups are where the metadata says, and, where there are checksums, every block.
     *
     * @return the states that it names
     * @throws IOException if something does not fit
     */
    Set<String> verify() throws IOException {
        try (FSDataInputStream in = handle.openInputStream()) {
            KeyedBackendSerializationProxy<?> header = header(in);
            if (header.isUsingKeyGroupCompression()) {
                verify(in, header.getStateMetaInfoSnapshots().size());
            } else {
                requireAscending(in.getPos());
            }
            return states(header);
        }
    }

    private void requireAscending(long from) throws IOException {
        long next = from;
        for (Tuple2<Integer, Long> keyGroup : handle.getGroupRangeOffsets()) {
            long offset = keyGroup.f1;
            if (offset != 0) {
                if (offset < next || next == from && offset != from || offset >= handle.getStateSize()) {
                    throw misplaced(keyGroup.f0);
                }
                next = offset + 1;
            } else if (!isCanonical()) {
                throw misplaced(keyGroup.f0);
            }
        }
    }

    private boolean isCanonical() {
        return handle instanceof SavepointKeyedStateHandle;
    }

    private static IOException misplaced(int keyGroup) {
        return new IOException("key group " + keyGroup + " is not where the metadata says");
    }

    private void verify(FSDataInputStream file, int states) throws IOException {
        long at = file.getPos();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(file, BUFFER))) {
            SnappyFrames frames = new SnappyFrames();
            int keyGroup = -1;
            for (Tuple2<Integer, Long> next : handle.getGroupRangeOffsets()) {
                if (next.f1 != 0) {
                    if (keyGroup >= 0) {
                        verify(in, frames, keyGroup, next.f1 - at, states);
                        at = next.f1;
                    } else if (next.f1 != at) {
                        throw misplaced(next.f0);
                    }
                    keyGroup = next.f0;
                }
            }
            if (keyGroup >= 0) {
                verify(in, frames, keyGroup, handle.getStateSize() - at, states);
            }
            if (in.read() >= 0) {
                throw new IOException("there is state after the last key group");
            }
        }
    }

    private void verify(DataInputStream in, SnappyFrames frames, int keyGroup, long length, int states)
            throws IOException {
        int number = isCanonical() ? 0 : Integer.BYTES;
        if (length <= number || number > 0 && in.readInt() != keyGroup) {
            throw misplaced(keyGroup);
        }
        if (frames.verify(in, length - number) != (isCanonical() ? 1 : states)) {
            throw misplaced(keyGroup);
        }
    }
}
