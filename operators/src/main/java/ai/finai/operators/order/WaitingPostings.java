package ai.finai.operators.order;

import ai.finai.events.Posting;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Postings as {@link EventOrder} sees them. */
public enum WaitingPostings implements Waiting<Posting> {
    INSTANCE;

    @Override
    public long time(Posting posting) {
        return posting.eventTime();
    }

    @Override
    public String key(Posting posting) {
        return posting.account();
    }

    @Override
    public Comparator<Posting> order() {
        return Posting.ORDER;
    }

    /** Object headers, references and primitives of a posting and its origin, and its strings as Latin-1. */
    @Override
    public long bytes(Posting posting) {
        return 136
                + bytesOf(posting.account())
                + bytesOf(posting.counterparty())
                + bytesOf(posting.currency())
                + bytesOf(posting.channel())
                + bytesOf(posting.country())
                + bytesOf(posting.counterpartyCountry())
                + bytesOf(posting.transactionId())
                + bytesOf(posting.origin().source());
    }

    private static long bytesOf(@Nullable String string) {
        return string == null ? 0 : 48 + string.length();
    }
}
