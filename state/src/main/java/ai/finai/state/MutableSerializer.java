package ai.finai.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of values that are changed in place: the number of their format, how many bytes, then what
 * {@link #write(CompactWriter, Object)} makes of them. Bytes of another format, or with an end elsewhere than expected, are
 * an error. It holds buffers, so each thread needs one of its own.
 */
public abstract class MutableSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    private final int format;
    private final int largest;
    private transient CompactWriter writer = new CompactWriter();
    private transient CompactReader reader = new CompactReader();

    /**
     * @param format of the bytes, from 1; it is to be raised when they change
     * @param largest no value has more bytes: a length beyond it means bytes that are something else
     */
    protected MutableSerializer(int format, int largest) {
        this.format = format;
        this.largest = largest;
    }

    /** What a value is called in a message: {@code an account's profile}. */
    protected abstract String title();

    /** Writes a value; nothing says where it ends. */
    protected abstract void write(CompactWriter out, T value);

    /** Reads what {@link #write} wrote. */
    protected abstract T read(CompactReader in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        writer.clear();
        write(writer, value);
        out.writeByte(format);
        CompactSerializer.writeLength(writer.length, out);
        out.write(writer.bytes, 0, writer.length);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int found = in.readByte();
        if (found != format) {
            throw new IOException(title() + " of format " + found + "; this release reads " + format
                    + ": restore it with the release that wrote it");
        }
        byte[] bytes = new byte[CompactSerializer.readLength(in, largest)];
        in.readFully(bytes);
        reader.reset(bytes, 0);
        T value;
        try {
            value = read(reader);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("not " + title() + ": it goes on after its " + bytes.length + " bytes", e);
        }
        if (reader.position != bytes.length) {
            throw new IOException(
                    "not " + title() + ": it ends after " + reader.position + " of " + bytes.length + " bytes");
        }
        return value;
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        out.writeByte(in.readByte());
        CompactSerializer.copyBlock(in, out, largest);
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    /** Deep. */
    @Override
    public abstract T copy(T from);

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    /** A new one: each holds buffers. */
    @Override
    public abstract MutableSerializer<T> duplicate();

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
