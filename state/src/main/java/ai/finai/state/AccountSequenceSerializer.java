package ai.finai.state;

import ai.finai.models.features.AccountHistory;
import ai.finai.models.features.Feature;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link AccountSequence}: the format, the history, flags and last alert, the recent features from the oldest
 * on, each with their number before them, and the state rows.
 */
public final class AccountSequenceSerializer extends TypeSerializer<AccountSequence> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one entry. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    /** No state row is larger; a length beyond it means bytes that are something else. */
    private static final int LARGEST_ROW = 1 << 20;

    /** What the recent features are: the first digits of the hash over the definitions of all. */
    private static final long FEATURES =
            Long.parseUnsignedLong(Feature.sha256(Feature.all()).substring(0, 16), 16);

    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private transient byte[] buffer = new byte[AccountSequence.RECENT * Feature.COUNT * Float.BYTES];

    @Override
    public void serialize(AccountSequence sequence, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        sequence.history.write(out);
        out.writeBoolean(sequence.raised);
        out.writeLong(sequence.lastAlert);
        out.writeLong(sequence.forgetTimer);
        out.writeFloat(sequence.score);
        out.writeLong(FEATURES);
        out.writeByte(Feature.COUNT);
        out.writeByte(sequence.recentCount);
        int first = sequence.recentOffset(0);
        int size = sequence.recentCount * Feature.COUNT;
        int toEnd = Math.min(size, sequence.recent.length - first);
        writeFloats(sequence.recent, first, toEnd, out);
        writeFloats(sequence.recent, 0, size - toEnd, out);
        writeState(sequence.champion, out);
        writeState(sequence.challenger, out);
    }

    private void writeState(@Nullable ModelState state, DataOutputView out) throws IOException {
        out.writeInt(state == null ? 0 : state.row().length);
        if (state != null) {
            out.writeLong(state.schema());
            writeFloats(state.row(), 0, state.row().length, out);
        }
    }

    @Override
    public AccountSequence deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("an account's sequence of format " + format + "; this release reads " + FORMAT
                    + ": restore it with the release that wrote it");
        }
        AccountSequence sequence = new AccountSequence(AccountHistory.read(in));
        sequence.raised = in.readBoolean();
        sequence.lastAlert = in.readLong();
        sequence.forgetTimer = in.readLong();
        sequence.score = in.readFloat();
        long definitions = in.readLong();
        int features = in.readUnsignedByte();
        int recent = in.readByte();
        if (recent < 0 || recent > AccountSequence.RECENT) {
            throw new IOException("not an account's sequence: " + recent + " recent postings");
        }
        if (definitions == FEATURES && features == Feature.COUNT) {
            readFloats(in, sequence.recent, recent * Feature.COUNT);
            sequence.recentCount = recent;
            sequence.recentEnd = recent % AccountSequence.RECENT;
        } else { // of a release with others: nothing can be warmed up or explained by them
            in.skipBytesToRead(recent * features * Float.BYTES);
        }
        sequence.champion = readState(in);
        sequence.challenger = readState(in);
        return sequence;
    }

    private @Nullable ModelState readState(DataInputView in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return null;
        }
        if (size < 0 || size > LARGEST_ROW) {
            throw new IOException("not an account's sequence: a state row of " + size + " numbers");
        }
        long schema = in.readLong();
        float[] row = new float[size];
        readFloats(in, row, size);
        return new ModelState(schema, row);
    }

    private void writeFloats(float[] values, int from, int count, DataOutputView out) throws IOException {
        reserve(count);
        for (int i = 0; i < count; i++) {
            FLOATS.set(buffer, i * Float.BYTES, values[from + i]);
        }
        out.write(buffer, 0, count * Float.BYTES);
    }

    private void readFloats(DataInputView in, float[] into, int count) throws IOException {
        reserve(count);
        in.readFully(buffer, 0, count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            into[i] = (float) FLOATS.get(buffer, i * Float.BYTES);
        }
    }

    private void reserve(int floats) {
        if (buffer.length < floats * Float.BYTES) {
            buffer = new byte[floats * Float.BYTES];
        }
    }

    @Override
    public AccountSequence deserialize(AccountSequence reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Deep. */
    @Override
    public AccountSequence copy(AccountSequence from) {
        return new AccountSequence(from);
    }

    @Override
    public AccountSequence copy(AccountSequence from, AccountSequence reuse) {
        return copy(from);
    }

    /** A new one: each holds a buffer. */
    @Override
    public AccountSequenceSerializer duplicate() {
        return new AccountSequenceSerializer();
    }

    @Override
    public AccountSequence createInstance() {
        return new AccountSequence();
    }

    /** Variable. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountSequenceSerializer;
    }

    @Override
    public int hashCode() {
        return AccountSequenceSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<AccountSequence> snapshotConfiguration() {
        return new AccountSequenceSerializerSnapshot();
    }

    /** Buffers do not travel with a job. */
    private Object readResolve() {
        return new AccountSequenceSerializer();
    }
}
