package ai.finai.operators.types;

import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link Transaction}s on their way. */
final class TransactionSerializer extends CompactSerializer<Transaction> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(CompactWriter out, Transaction transaction) {
        writeTransaction(out, transaction);
    }

    @Override
    public Transaction read(CompactReader in) {
        return readTransaction(in);
    }

    static void writeTransaction(CompactWriter out, Transaction transaction) {
        out.writeString(transaction.transactionId());
        out.writeSigned(transaction.eventTime());
        out.writeLong(transaction.amount());
        out.writeString(transaction.currency());
        out.writeString(transaction.channel());
        out.writeString(transaction.debtorAccount());
        out.writeString(transaction.creditorAccount());
        out.writeString(transaction.debtorName());
        out.writeString(transaction.creditorName());
        out.writeString(transaction.debtorCountry());
        out.writeString(transaction.creditorCountry());
        out.writeString(transaction.debtorAgent());
        out.writeString(transaction.creditorAgent());
        out.writeString(transaction.purpose());
        writeOrigin(out, transaction.origin());
    }

    static Transaction readTransaction(CompactReader in) {
        return new Transaction(
                in.readText(),
                in.readSigned(),
                in.readLong(),
                in.readRepeatedText(),
                in.readRepeated(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readRepeated(),
                in.readRepeated(),
                in.readRepeated(),
                in.readRepeated(),
                in.readString(),
                readOrigin(in));
    }

    static void writeOrigin(CompactWriter out, Origin origin) {
        out.writeString(origin.source());
        out.writeSigned(origin.partition());
        out.writeSigned(origin.offset());
    }

    static Origin readOrigin(CompactReader in) {
        return new Origin(in.readRepeatedText(), (int) in.readSigned(), in.readSigned());
    }

    @Override
    public TransactionSerializer duplicate() {
        return new TransactionSerializer();
    }

    @Override
    public TypeSerializerSnapshot<Transaction> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Transaction> {
        public Snapshot() {
            super(TransactionSerializer::new);
        }
    }
}
