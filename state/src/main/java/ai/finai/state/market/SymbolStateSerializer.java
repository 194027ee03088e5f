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
    static final int FORMAT = 2;

    /** The first format that has a symbol's {@link BarUnit}. */
    static final int WITH_UNIT = 2;

    /** No entry is larger; a length beyond it means bytes that are something else. */
    private static final int LARGEST = 16 << 20;

    private transient CompactWriter writer = new CompactWriter();

    @Override
    public void serialize(SymbolState state, DataOutputView out) throws IOException {
        write(state);
        if (writer.length() > LARGEST) {
            throw new IOException(
                    "a symbol's state of " + writer.length() + " bytes: at most " + LARGEST + " are read");
        }
        out.writeInt(writer.length());
        writer.writeTo(out);
    }

    private void write(SymbolState state) {
        writer.clear();
        writer.writeByte(FORMAT);
        state.write(writer);
    }

    @Override
    public SymbolState deserialize(DataInputView in) throws IOException {
        byte[] bytes = new byte[readLength(in)];
        in.readFully(bytes);
        return state(bytes);
    }

    private static int readLength(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > LARGEST) {
            throw new IOException("not a symbol's state: " + length + " bytes");
        }
        return length;
    }

    private static SymbolState state(byte[] bytes) throws IOException {
        CompactReader reader = CompactReader.of(bytes);
        int format = reader.readByte();
        if (format < 1 || format > FORMAT) {
            throw new IOException("a symbol's state of format " + format + "; this release reads 1 to " + FORMAT
                    + ": restore it with the release that wrote it");
        }
        SymbolState state;
        try {
            state = SymbolState.read(reader, format);
        } catch (RuntimeException e) { // damaged bytes lead beyond their end, or to values that cannot be
            throw new IOException("not a symbol's state: " + bytes.length + " bytes that cannot be read", e);
        }
        if (reader.left() > 0) {
            throw new IOException("not a symbol's state: of " + bytes.length + " bytes " + reader.left() + " are left");
        }
        return state;
    }

    @Override
    public SymbolState deserialize(SymbolState reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        byte[] bytes = new byte[readLength(in)];
        in.readFully(bytes);
        out.writeInt(bytes.length);
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
            write(from);
            return state(writer.toBytes());
        } catch (IOException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    @Override
    public SymbolState copy(SymbolState from, SymbolState reuse) {
        return copy(from);
    }

    /** A new one: each holds a buffer. */
    @Override
    public SymbolStateSerializer duplicate() {
        return new SymbolStateSerializer();
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

    /** Buffers do not travel with a job. */
    private Object readResolve() {
        return new SymbolStateSerializer();
    }
}
