package ai.finai.state;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the sequences in it have. The class name is part of the format. */
public final class AccountSequenceSerializerSnapshot extends FormatSnapshot<AccountSequence> {

    /** For Flink, which makes one by reflection. */
    public AccountSequenceSerializerSnapshot() {
        super(AccountSequenceSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<AccountSequence> restoreSerializer() {
        return new AccountSequenceSerializer();
    }
}
