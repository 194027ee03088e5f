package ai.finai.state.account;

import ai.finai.state.FormatSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the alerts in it have. The class name is part of the format. */
public final class AccountAlertsSerializerSnapshot extends FormatSnapshot<AccountAlerts> {

    /** For Flink, which makes one by reflection. */
    public AccountAlertsSerializerSnapshot() {
        super(AccountAlertsSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<AccountAlerts> restoreSerializer() {
        return new AccountAlertsSerializer();
    }
}
