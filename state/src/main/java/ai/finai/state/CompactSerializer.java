package ai.finai.state;

import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of values that never change, so that none is ever copied: their number of bytes, then what
 * {@link #write(CompactWriter, Object)} makes of them. It holds buffers, so each thread needs one of its own.
 */
public abstract class CompactSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    /** No value is larger; a length beyond it means bytes that are something else. */
    private static final int MAX_LENGTH = 64 << 20;

    private transient CompactWriter writer = new CompactWriter();
    private transient CompactReader reader = new CompactReader();
    private transient byte[] buffer = new byte[256];

    /** Writes a value; nothing says where it ends. */
    public abstract void write(CompactWriter out, T value);

    /** Reads what {@link #write} wrote. */
    public abstract T read(CompactReader in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        writer.clear();
        write(writer, value);
        writeLength(writer.length, out);
        out.write(writer.bytes, 0, writer.length);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int length = readLength(in, MAX_LENGTH);
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, 2 * buffer.length)];
        }
        in.readFully(buffer, 0, length);
        reader.reset(buffer, 0);
        return read(reader);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        copyBlock(in, out, MAX_LENGTH);
    }

    static void copyBlock(DataInputView in, DataOutputView out, int most) throws IOException {
        int length = readLength(in, most);
        writeLength(length, out);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        out.write(bytes);
    }

    static void writeLength(int length, DataOutputView out) throws IOException {
        int rest = length;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static int readLength(DataInputView in, int most) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.readByte();
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (length < 0 || length > most) {
                    break;
                }
                return length;
            }
        }
        throw new EOFException("not a length: these bytes were not written by this serializer");
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    /** A new one: each holds buffers. */
    @Override
    public abstract CompactSerializer<T> duplicate();

    /** Of no use with values that never change, and nothing in a streaming job asks for it. */
    @Override
    public final T createInstance() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " makes no empty values");
    }

    /** Variable. */
    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    /** Buffers do not travel with a job. */
    protected final Object readResolve() {
        return duplicate();
    }
}
