package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a {@link SymbolState}: how many bytes, the format, and what there is. */
public final class SymbolStateSerializer extends TypeSerializer<SymbolState> {

    private static final long serialVersionUID = 1L;

    /** Of the bytes of one entry. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    /** No entry is larger; a length beyond it means bytes that are something else. */
    private static final int LARGEST = 16 << 20;

    @Override
    public void serialize(SymbolState state, DataOutputView out) throws IOException {
        byte[] bytes = bytes(state);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(SymbolState state) {
        CompactWriter writer = new CompactWriter();
        writer.writeByte(FORMAT);
        state.write(writer);
        return writer.toBytes();
    }

    @Override
    public SymbolState deserialize(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > LARGEST) {
            throw new IOException("not a symbol's state: " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return state(bytes);
    }

    private static SymbolState state(byte[] bytes) throws IOException {
        CompactReader reader = CompactReader.of(bytes);
        int format = reader.readByte();
        if (format != FORMAT) {
            throw new IOException("a symbol's state of format " + format + "; this release reads " + FORMAT
                    + ": restore it with the release that wrote it");
        }
        return SymbolState.read(reader);
    }

    @Override
    public SymbolState deserialize(SymbolState reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        int length = in.readInt();
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        out.writeInt(length);
        out.write(bytes);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Deep. */
    @Override
    public SymbolState copy(SymbolState from) {
        try {
            return state(bytes(from));
        } catch (IOException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    @Override
    public SymbolState copy(SymbolState from, SymbolState reuse) {
        return copy(from);
    }

    @Override
    public SymbolStateSerializer duplicate() {
        return this;
    }

    @Override
    public SymbolState createInstance() {
        return new SymbolState();
    }

    /** Variable. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolStateSerializer;
    }

    @Override
    public int hashCode() {
        return SymbolStateSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<SymbolState> snapshotConfiguration() {
        return new SymbolStateSerializerSnapshot();
    }
}
