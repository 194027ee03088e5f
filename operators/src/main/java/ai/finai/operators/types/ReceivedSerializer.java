package ai.finai.operators.types;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link Received} records on their way. */
final class ReceivedSerializer<T> extends CompactSerializer<Received<T>> {

    private static final long serialVersionUID = 1L;

    private static final int ACCEPTED = 1;
    private static final int REJECTED = 0;

    private final CompactSerializer<T> events;

    /** @param events of what was accepted */
    ReceivedSerializer(CompactSerializer<T> events) {
        this.events = events;
    }

    @Override
    public void write(CompactWriter out, Received<T> received) {
        T event = received.event();
        DeadLetter rejected = received.rejected();
        if (event != null) {
            out.writeByte(ACCEPTED);
            events.write(out, event);
        } else if (rejected != null) {
            out.writeByte(REJECTED);
            DeadLetterSerializer.writeLetter(out, rejected);
        }
    }

    @Override
    public Received<T> read(CompactReader in) throws IOException {
        return in.readByte() == ACCEPTED
                ? Received.accepted(events.read(in))
                : Received.rejected(DeadLetterSerializer.readLetter(in));
    }

    @Override
    public ReceivedSerializer<T> duplicate() {
        return new ReceivedSerializer<>(events.duplicate());
    }

    @Override
    public TypeSerializerSnapshot<Received<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot<T> extends CompositeTypeSerializerSnapshot<Received<T>, ReceivedSerializer<T>> {

        /** For Flink, which makes one by reflection. */
        public Snapshot() {}

        Snapshot(ReceivedSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(ReceivedSerializer<T> serializer) {
            return new TypeSerializer<?>[] {serializer.events};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected ReceivedSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new ReceivedSerializer<>((CompactSerializer<T>) nested[0]);
        }
    }
}
