package ai.finai.generator;

import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes objects of payments. */
final class TransactionMaker {

    private final Payments payments;
    private final Identities identities;
    private final byte[] scratch = new byte[256];

    TransactionMaker(Payments payments) {
        this.payments = payments;
        this.identities = payments.identities();
    }

    /** Of the payment at which they are. */
    Transaction make() {
        int debtor = payments.debtor();
        int creditor = payments.creditor();
        // Cash is paid where the account is.
        int debtorPlace = debtor >= 0 ? debtor : creditor;
        int creditorPlace = creditor >= 0 ? creditor : debtor;
        return new Transaction(
                payments.ids().text(payments.numberInDay()),
                payments.time(),
                payments.amount(),
                payments.currency().name(),
                payments.kind().channel.string,
                debtor >= 0 ? identities.account(debtor) : null,
                creditor >= 0 ? identities.account(creditor) : null,
                name(debtor),
                name(creditor),
                ascii(identities.country(debtorPlace)),
                ascii(identities.country(creditorPlace)),
                debtor >= 0 ? ascii(identities.agent(debtor)) : null,
                creditor >= 0 ? ascii(identities.agent(creditor)) : null,
                purpose(),
                new Origin("generator", 0, payments.count()));
    }

    private @Nullable String name(int party) {
        return party < 0 ? null : new String(scratch, 0, identities.name(party, scratch, 0), StandardCharsets.UTF_8);
    }

    private @Nullable String purpose() {
        Kind kind = payments.kind();
        int bits = payments.purposeBits();
        Text text = kind.purpose(bits, payments.script());
        if (text == null) {
            return null;
        }
        return kind.numbered ? text.string + Kind.number(bits) : text.string;
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
