package ai.finai.operators.types;

import ai.finai.events.DeadLetter;
import ai.finai.events.RejectionReason;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link DeadLetter}s on their way. */
final class DeadLetterSerializer extends ImmutableSerializer<DeadLetter> {

    static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        TransactionSerializer.write(letter.origin(), out);
        out.writeLong(letter.timestamp());
        Binary.write(letter.reason().name(), out);
        Binary.write(letter.sentence(), out);
        Binary.write(letter.key(), out);
        Binary.write(letter.value(), out);
        out.writeLong(letter.size());
        Binary.write(letter.sha256(), out);
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        return new DeadLetter(
                TransactionSerializer.readOrigin(in),
                in.readLong(),
                RejectionReason.valueOf(Binary.read(in)),
                Binary.read(in),
                Binary.readBytes(in),
                Binary.readBytes(in),
                in.readLong(),
                Binary.read(in));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
