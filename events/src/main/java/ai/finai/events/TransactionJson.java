package ai.finai.events;

import java.security.MessageDigest;

/**
 * A transaction as a record of the {@code transactions} topic, canonically: all fields, in the order of
 * {@code schema/transaction.schema.json}, absent ones as null, the amount with all decimals of its currency, the time in
 * UTC. {@link TransactionReader} reads back an equal transaction.
 *
 * <p>Not thread-safe: it keeps its buffer. One a task.
 */
public final class TransactionJson {

    public static final int SCHEMA_VERSION = 1;

    private final JsonWriter json = new JsonWriter();
    private final MessageDigest sha256 = Hashes.sha256();

    /** The bytes of a record's value. The origin is not part of it. */
    public byte[] write(Transaction transaction) {
        return encode(transaction).toBytes();
    }

    /**
     * The first 64 bits of the SHA-256 of the canonical bytes: what tells whether two transactions of one id are the same.
     * The origin is not part of it. A cryptographic hash, so that nobody can make a second payment pass for the first.
     */
    public long contentHash(Transaction transaction) {
        encode(transaction);
        sha256.update(json.buffer(), 0, json.size());
        byte[] hash = sha256.digest();
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = first << 8 | hash[i] & 0xFF;
        }
        return first;
    }

    private JsonWriter encode(Transaction t) {
        return json.clear()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("transactionId")
                .text(t.transactionId())
                .name("eventTime")
                .instant(t.eventTime())
                .name("amount")
                .amount(t.amount(), Money.decimals(t.currency()))
                .name("currency")
                .text(t.currency())
                .name("channel")
                .text(t.channel())
                .name("debtorAccount")
                .text(t.debtorAccount())
                .name("creditorAccount")
                .text(t.creditorAccount())
                .name("debtorName")
                .text(t.debtorName())
                .name("creditorName")
                .text(t.creditorName())
                .name("debtorCountry")
                .text(t.debtorCountry())
                .name("creditorCountry")
                .text(t.creditorCountry())
                .name("debtorAgent")
                .text(t.debtorAgent())
                .name("creditorAgent")
                .text(t.creditorAgent())
                .name("purpose")
                .text(t.purpose())
                .endObject();
    }
}
