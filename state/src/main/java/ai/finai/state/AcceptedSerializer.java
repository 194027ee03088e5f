package ai.finai.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** {@link Accepted} in 17 bytes: event time, hash, and whether there is a next one. */
public final class AcceptedSerializer extends TypeSerializerSingleton<Accepted> {

    public static final AcceptedSerializer INSTANCE = new AcceptedSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Accepted accepted, DataOutputView out) throws IOException {
        for (Accepted each = accepted; each != null; each = each.next()) {
            out.writeLong(each.eventTime());
            out.writeLong(each.contentHash());
            out.writeBoolean(each.next() != null);
        }
    }

    @Override
    public Accepted deserialize(DataInputView in) throws IOException {
        long eventTime = in.readLong();
        long contentHash = in.readLong();
        @Nullable Accepted next = in.readBoolean() ? deserialize(in) : null;
        return new Accepted(eventTime, contentHash, next);
    }

    @Override
    public Accepted deserialize(Accepted reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Accepted createInstance() {
        return new Accepted(0, 0, null);
    }

    @Override
    public Accepted copy(Accepted from) {
        return from;
    }

    @Override
    public Accepted copy(Accepted from, Accepted reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Accepted> snapshotConfiguration() {
        return new AcceptedSerializerSnapshot();
    }
}
