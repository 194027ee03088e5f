package ai.finai.state;

import ai.finai.events.Posting;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Postings in about 70 bytes each, for state and between operators. The format has a number that is written with every
 * snapshot; a snapshot of a newer one is refused (see {@link PostingSerializerSnapshot}).
 */
public final class PostingSerializer extends TypeSerializer<Posting> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one posting. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    /** No posting is larger; a length beyond it means bytes that are something else. */
    private static final int MAX_LENGTH = 64 << 20;

    private transient CompactWriter writer = new CompactWriter();
    private transient CompactReader reader = new CompactReader();
    private transient byte[] buffer = new byte[256];

    @Override
    public void serialize(Posting posting, DataOutputView out) throws IOException {
        writer.clear();
        PostingCodec.write(writer, posting, true);
        writeLength(writer.length, out);
        out.write(writer.bytes, 0, writer.length);
    }

    @Override
    public Posting deserialize(DataInputView in) throws IOException {
        int length = readLength(in, MAX_LENGTH);
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, 2 * buffer.length)];
        }
        in.readFully(buffer, 0, length);
        reader.reset(buffer, 0);
        return PostingCodec.read(reader, "");
    }

    @Override
    public Posting deserialize(Posting reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
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
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Posting copy(Posting from) {
        return from;
    }

    @Override
    public Posting copy(Posting from, Posting reuse) {
        return from;
    }

    /** A new one: each holds buffers. */
    @Override
    public PostingSerializer duplicate() {
        return new PostingSerializer();
    }

    @Override
    public Posting createInstance() {
        throw new UnsupportedOperationException("a posting has no empty instance");
    }

    /** Variable. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostingSerializer;
    }

    @Override
    public int hashCode() {
        return PostingSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Posting> snapshotConfiguration() {
        return new PostingSerializerSnapshot();
    }

    /** Buffers do not travel with a job. */
    private Object readResolve() {
        return new PostingSerializer();
    }
}
