package ai.finai.state.reading;

import ai.finai.state.reading.soundness.CheckedSnappy;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CompressibleFSDataInputStream;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;

/** Reads an operator's list state of byte arrays, without a job. */
final class OperatorList {

    private static final int COMPRESSIBLE = 6;
    private static final int LARGEST = 64 << 20;

    private OperatorList() {}

    /** @return of all subtasks; nothing where there is no such state */
    static List<byte[]> read(OperatorState operator, String state) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                OperatorStateHandle.StateMetaInfo part =
                        handle.getStateNameToPartitionOffsets().get(state);
                if (part != null) {
                    read(handle, part.getOffsets(), all);
                }
            }
        }
        return all;
    }

    /**
     * Leaves the stream where entries begin: there a compressed one says that it is. The file begins with its format's version
     * and, since this one, whether they are compressed.
     */
    private static StreamCompressionDecorator compression(FSDataInputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        boolean compressed = data.readInt() >= COMPRESSIBLE && data.readBoolean();
        in.seek(0);
        new OperatorBackendSerializationProxy(OperatorList.class.getClassLoader())
                .read(new DataInputViewStreamWrapper(in));
        return compressed ? CheckedSnappy.INSTANCE : UncompressedStreamCompressionDecorator.INSTANCE;
    }

    private static void read(OperatorStateHandle handle, long[] offsets, List<byte[]> all) throws IOException {
        try (FSDataInputStream plain = handle.openInputStream();
                FSDataInputStream in = new CompressibleFSDataInputStream(plain, compression(plain))) {
            DataInputStream data = new DataInputStream(in);
            for (long offset : offsets) {
                in.seek(offset);
                int length = data.readInt();
                if (length < 0 || length > LARGEST) {
                    throw new IOException("an entry of " + length + " bytes");
                }
                byte[] bytes = new byte[length];
                data.readFully(bytes);
                all.add(bytes);
            }
        }
    }
}
