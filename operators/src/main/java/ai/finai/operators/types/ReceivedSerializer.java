package ai.finai.operators.types;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link Received} records on their way. */
final class ReceivedSerializer extends CompactSerializer<Received<Transaction>> {

    private static final long serialVersionUID = 1L;

    private static final int ACCEPTED = 1;
    private static final int REJECTED = 0;

    @Override
    protected void write(CompactWriter out, Received<Transaction> received) {
        Transaction transaction = received.transaction();
        DeadLetter rejected = received.rejected();
        if (transaction != null) {
            out.writeByte(ACCEPTED);
            TransactionSerializer.writeTransaction(out, transaction);
        } else if (rejected != null) {
            out.writeByte(REJECTED);
            DeadLetterSerializer.writeLetter(out, rejected);
        }
    }

    @Override
    protected Received<Transaction> read(CompactReader in) {
        return in.readByte() == ACCEPTED
                ? Received.accepted(TransactionSerializer.readTransaction(in))
                : Received.rejected(DeadLetterSerializer.readLetter(in));
    }

    @Override
    public ReceivedSerializer duplicate() {
        return new ReceivedSerializer();
    }

    @Override
    public TypeSerializerSnapshot<Received<Transaction>> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Received<Transaction>> {
        public Snapshot() {
            super(ReceivedSerializer::new);
        }
    }
}
