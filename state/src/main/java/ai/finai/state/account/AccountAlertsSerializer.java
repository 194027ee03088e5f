package ai.finai.state.account;

import ai.finai.events.Severity;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes {@link AccountAlerts}: the format, their number, and each from the earliest on. */
public final class AccountAlertsSerializer extends CompactSerializer<AccountAlerts> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one entry. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    private static final Severity[] SEVERITIES = Severity.values();

    @Override
    public void write(CompactWriter out, AccountAlerts alerts) {
        out.writeByte(FORMAT);
        out.writeByte(alerts.last().size());
        for (PastAlert alert : alerts.last()) {
            out.writeString(alert.alertId());
            out.writeString(alert.rule());
            out.writeString(alert.kind());
            out.writeInt(alert.version());
            out.writeByte(alert.severity().ordinal());
            out.writeSigned(alert.eventTime());
            out.writeDouble(alert.score());
        }
    }

    @Override
    public AccountAlerts read(CompactReader in) throws IOException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("an account's alerts of format " + format + "; this release reads " + FORMAT
                    + ": restore it with the release that wrote it");
        }
        int count = in.readByte();
        if (count < 0 || count > AccountAlerts.KEPT) {
            throw new IOException("not an account's alerts: " + count + " of them");
        }
        List<PastAlert> alerts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            alerts.add(new PastAlert(
                    in.readText(),
                    in.readRepeatedText(),
                    in.readRepeatedText(),
                    in.readInt(),
                    severity(in.readByte()),
                    in.readSigned(),
                    in.readDouble()));
        }
        return new AccountAlerts(alerts);
    }

    private static Severity severity(int ordinal) throws IOException {
        if (ordinal < 0 || ordinal >= SEVERITIES.length) {
            throw new IOException("not an account's alerts: severity " + ordinal);
        }
        return SEVERITIES[ordinal];
    }

    @Override
    public AccountAlertsSerializer duplicate() {
        return new AccountAlertsSerializer();
    }

    @Override
    public TypeSerializerSnapshot<AccountAlerts> snapshotConfiguration() {
        return new AccountAlertsSerializerSnapshot();
    }
}
