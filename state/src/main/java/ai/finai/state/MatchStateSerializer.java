package ai.finai.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link MatchState}, about 70 bytes for each posting held, two to ten for each rule and ten for each partial
 * match. Every entry begins with the number of its format, so entries of an older format can be read beside newer ones;
 * the number is in the snapshot too, and one of a newer format is refused (see {@link MatchStateSerializerSnapshot}).
 */
public final class MatchStateSerializer extends TypeSerializer<MatchState> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one entry. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    /** No entry is larger; a length beyond it means bytes that are something else. */
    private static final int MAX_LENGTH = 1 << 30;

    private transient CompactWriter writer = new CompactWriter();
    private transient CompactReader reader = new CompactReader();
    private transient RuleVersions versions = new RuleVersions();

    @Override
    public void serialize(MatchState state, DataOutputView out) throws IOException {
        writer.clear();
        state.write(writer);
        out.writeByte(FORMAT);
        CompactSerializer.writeLength(writer.length, out);
        out.write(writer.bytes, 0, writer.length);
    }

    @Override
    public MatchState deserialize(DataInputView in) throws IOException {
        checkFormat(in.readByte());
        // The state keeps these bytes: postings stay in them until somebody looks.
        byte[] bytes = new byte[CompactSerializer.readLength(in, MAX_LENGTH)];
        in.readFully(bytes);
        reader.reset(bytes, 0);
        MatchState state = MatchState.read(reader, versions);
        if (reader.position != bytes.length) {
            throw new IOException("a match state of " + bytes.length + " bytes ended after " + reader.position);
        }
        return state;
    }

    private static void checkFormat(byte format) throws IOException {
        if (format != FORMAT) {
            throw new IOException("a match state of format " + format + "; this release reads " + FORMAT
                    + ": restore it with the release that wrote it");
        }
    }

    @Override
    public MatchState deserialize(MatchState reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        out.writeByte(in.readByte());
        CompactSerializer.copyBlock(in, out, MAX_LENGTH);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Deep, but for postings, which never change. */
    @Override
    public MatchState copy(MatchState from) {
        return new MatchState(from);
    }

    @Override
    public MatchState copy(MatchState from, MatchState reuse) {
        return copy(from);
    }

    /** A new one: each holds buffers. */
    @Override
    public MatchStateSerializer duplicate() {
        return new MatchStateSerializer();
    }

    @Override
    public MatchState createInstance() {
        return new MatchState("");
    }

    /** Variable. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchStateSerializer;
    }

    @Override
    public int hashCode() {
        return MatchStateSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<MatchState> snapshotConfiguration() {
        return new MatchStateSerializerSnapshot();
    }

    /** Buffers do not travel with a job. */
    private Object readResolve() {
        return new MatchStateSerializer();
    }
}
