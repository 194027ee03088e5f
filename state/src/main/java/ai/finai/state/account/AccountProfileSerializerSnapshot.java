package ai.finai.state.account;

import ai.finai.state.FormatSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the profiles in it have. The class name is part of the format. */
public final class AccountProfileSerializerSnapshot extends FormatSnapshot<AccountProfile> {

    /** For Flink, which makes one by reflection. */
    public AccountProfileSerializerSnapshot() {
        super(AccountProfileSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<AccountProfile> restoreSerializer() {
        return new AccountProfileSerializer();
    }
}
