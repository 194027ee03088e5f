package ai.finai.generator;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes payments into a buffer, straight from the columns they are planned in: the same bytes as
 * {@link ai.finai.events.TransactionJson} writes, without an object on the way.
 */
final class PaymentFormat {

    /** No payment takes more bytes. */
    static final int MAX_BYTES = 2048;

    static final String CSV_HEADER = "transactionId,eventTime,amount,currency,channel,debtorAccount,creditorAccount,"
            + "debtorName,creditorName,debtorCountry,creditorCountry,debtorAgent,creditorAgent,purpose\n";

    private static final byte[] NULL = ascii("null");
    private static final byte[] NOTHING = {};
    private static final byte[][] CURRENCIES = new byte[Denomination.values().length][];

    static {
        for (Denomination currency : Denomination.values()) {
            CURRENCIES[currency.ordinal()] = ascii(currency.name());
        }
    }

    private final Payments payments;
    private final Identities identities;
    /** What stands before each field and after the last one. */
    private final byte[][] between;

    private final byte[] quote;
    private final byte[] absent;

    private PaymentFormat(Payments payments, byte[][] between, byte[] quote, byte[] absent) {
        this.payments = payments;
        this.identities = payments.identities();
        this.between = between;
        this.quote = quote;
        this.absent = absent;
    }

    static PaymentFormat json(Payments payments) {
        String[] names = CSV_HEADER.strip().split(",", -1);
        byte[][] between = new byte[names.length + 1][];
        for (int i = 0; i < names.length; i++) {
            between[i] = ascii((i == 0 ? "{\"schemaVersion\":1,\"" : ",\"") + names[i] + "\":");
        }
        between[names.length] = ascii("}\n");
        return new PaymentFormat(payments, between, ascii("\""), NULL);
    }

    /** Nothing in a generated payment needs quotes. */
    static PaymentFormat csv(Payments payments) {
        int fields = CSV_HEADER.split(",", -1).length;
        byte[][] between = new byte[fields + 1][];
        for (int i = 0; i <= fields; i++) {
            between[i] = i == 0 ? NOTHING : ascii(i == fields ? "\n" : ",");
        }
        return new PaymentFormat(payments, between, NOTHING, NOTHING);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the payment at which they are, with a line's end.
     *
     * @return where the next one begins
     */
    int write(byte[] out, int start) {
        int debtor = payments.debtor();
        int creditor = payments.creditor();
        Denomination currency = payments.currency();
        Kind kind = payments.kind();
        int at = put(quote, out, put(between[0], out, start));
        at = put(quote, out, payments.ids().write(payments.numberInDay(), out, at));
        at = put(quote, out, put(between[1], out, at));
        at = put(quote, out, payments.ids().writeTime(payments.time(), out, at));
        at = put(quote, out, put(between[2], out, at));
        at = put(quote, out, Digits.amount(payments.amount(), currency.decimals, out, at));
        at = field(3, CURRENCIES[currency.ordinal()], out, at);
        at = field(4, kind.channel.utf8, out, at);
        at = account(5, debtor, out, at);
        at = account(6, creditor, out, at);
        at = name(7, debtor, out, at);
        at = name(8, creditor, out, at);
        // Cash is paid where the account is.
        at = field(9, identities.country(debtor >= 0 ? debtor : creditor), out, at);
        at = field(10, identities.country(creditor >= 0 ? creditor : debtor), out, at);
        at = field(11, debtor >= 0 ? identities.agent(debtor) : null, out, at);
        at = field(12, creditor >= 0 ? identities.agent(creditor) : null, out, at);
        at = purpose(kind, payments.purposeBits(), out, at);
        return put(between[14], out, at);
    }

    private int field(int number, byte @Nullable [] text, byte[] out, int start) {
        int at = put(between[number], out, start);
        return text == null ? put(absent, out, at) : put(quote, out, put(text, out, put(quote, out, at)));
    }

    private int account(int number, int party, byte[] out, int start) {
        int at = put(between[number], out, start);
        return party < 0 ? put(absent, out, at) : put(quote, out, identities.account(party, out, put(quote, out, at)));
    }

    private int name(int number, int party, byte[] out, int start) {
        int at = put(between[number], out, start);
        return party < 0 ? put(absent, out, at) : put(quote, out, identities.name(party, out, put(quote, out, at)));
    }

    private int purpose(Kind kind, int bits, byte[] out, int start) {
        int at = put(between[13], out, start);
        Text text = kind.purpose(bits, payments.script());
        if (text == null) {
            return put(absent, out, at);
        }
        at = put(text.utf8, out, put(quote, out, at));
        if (kind.numbered) {
            Digits.write(Kind.number(bits), 6, out, at);
            at += 6;
        }
        return put(quote, out, at);
    }

    private static int put(byte[] text, byte[] out, int at) {
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }
}
