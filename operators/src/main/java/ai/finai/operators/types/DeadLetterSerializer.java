package ai.finai.operators.types;

import ai.finai.events.DeadLetter;
import ai.finai.events.RejectionReason;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link DeadLetter}s on their way. */
final class DeadLetterSerializer extends CompactSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(CompactWriter out, DeadLetter letter) {
        writeLetter(out, letter);
    }

    @Override
    public DeadLetter read(CompactReader in) {
        return readLetter(in);
    }

    static void writeLetter(CompactWriter out, DeadLetter letter) {
        TransactionSerializer.writeOrigin(out, letter.origin());
        out.writeSigned(letter.timestamp());
        out.writeString(letter.reason().name());
        out.writeString(letter.sentence());
        out.writeBytes(letter.key());
        out.writeLong(letter.keySize());
        out.writeBytes(letter.value());
        out.writeLong(letter.size());
        out.writeString(letter.sha256());
    }

    static DeadLetter readLetter(CompactReader in) {
        return new DeadLetter(
                TransactionSerializer.readOrigin(in),
                in.readSigned(),
                RejectionReason.valueOf(in.readText()),
                in.readText(),
                in.readBytes(),
                in.readLong(),
                in.readBytes(),
                in.readLong(),
                in.readText());
    }

    @Override
    public DeadLetterSerializer duplicate() {
        return new DeadLetterSerializer();
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        public Snapshot() {
            super(DeadLetterSerializer::new);
        }
    }
}
