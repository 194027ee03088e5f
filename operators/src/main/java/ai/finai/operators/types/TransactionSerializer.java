package ai.finai.operators.types;

import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Transaction}s on their way. */
final class TransactionSerializer extends ImmutableSerializer<Transaction> {

    static final TransactionSerializer INSTANCE = new TransactionSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Transaction transaction, DataOutputView out) throws IOException {
        Binary.write(transaction.transactionId(), out);
        out.writeLong(transaction.eventTime());
        Binary.writeUnsigned(transaction.amount(), out);
        Binary.write(transaction.currency(), out);
        Binary.writeNullable(transaction.channel(), out);
        Binary.writeNullable(transaction.debtorAccount(), out);
        Binary.writeNullable(transaction.creditorAccount(), out);
        Binary.writeNullable(transaction.debtorName(), out);
        Binary.writeNullable(transaction.creditorName(), out);
        Binary.writeNullable(transaction.debtorCountry(), out);
        Binary.writeNullable(transaction.creditorCountry(), out);
        Binary.writeNullable(transaction.debtorAgent(), out);
        Binary.writeNullable(transaction.creditorAgent(), out);
        Binary.writeNullable(transaction.purpose(), out);
        write(transaction.origin(), out);
    }

    @Override
    public Transaction deserialize(DataInputView in) throws IOException {
        return new Transaction(
                Binary.read(in),
                in.readLong(),
                Binary.readUnsigned(in),
                Binary.read(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                Binary.readNullable(in),
                readOrigin(in));
    }

    static void write(Origin origin, DataOutputView out) throws IOException {
        Binary.write(origin.source(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
    }

    static Origin readOrigin(DataInputView in) throws IOException {
        return new Origin(Binary.read(in), in.readInt(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Transaction> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Transaction> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
