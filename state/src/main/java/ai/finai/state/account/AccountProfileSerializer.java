package ai.finai.state.account;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import ai.finai.state.MutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes an {@link AccountProfile}: some 50 bytes, 8 for each counterparty up to 64, about 10 for each of the last days. */
public final class AccountProfileSerializer extends MutableSerializer<AccountProfile> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one entry. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    private static final int LARGEST = 1 << 13;

    public AccountProfileSerializer() {
        super(FORMAT, LARGEST);
    }

    @Override
    protected String title() {
        return "an account's profile";
    }

    @Override
    protected void write(CompactWriter out, AccountProfile profile) {
        profile.write(out);
    }

    @Override
    protected AccountProfile read(CompactReader in) throws IOException {
        return AccountProfile.read(in);
    }

    @Override
    public AccountProfile copy(AccountProfile from) {
        return from.copy();
    }

    @Override
    public AccountProfileSerializer duplicate() {
        return new AccountProfileSerializer();
    }

    @Override
    public AccountProfile createInstance() {
        return new AccountProfile();
    }

    @Override
    public TypeSerializerSnapshot<AccountProfile> snapshotConfiguration() {
        return new AccountProfileSerializerSnapshot();
    }
}
