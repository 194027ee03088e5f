package ai.finai.operators.types;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Received} records on their way. */
final class ReceivedSerializer extends ImmutableSerializer<Received> {

    static final ReceivedSerializer INSTANCE = new ReceivedSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Received received, DataOutputView out) throws IOException {
        Transaction transaction = received.transaction();
        DeadLetter rejected = received.rejected();
        out.writeBoolean(transaction != null);
        if (transaction != null) {
            TransactionSerializer.INSTANCE.serialize(transaction, out);
        } else if (rejected != null) {
            DeadLetterSerializer.INSTANCE.serialize(rejected, out);
        }
    }

    @Override
    public Received deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? Received.accepted(TransactionSerializer.INSTANCE.deserialize(in))
                : Received.rejected(DeadLetterSerializer.INSTANCE.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<Received> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Received> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
