package ai.finai.events;

import static ai.finai.events.TransactionField.AMOUNT;
import static ai.finai.events.TransactionField.CHANNEL;
import static ai.finai.events.TransactionField.CREDITOR_ACCOUNT;
import static ai.finai.events.TransactionField.CREDITOR_AGENT;
import static ai.finai.events.TransactionField.CREDITOR_COUNTRY;
import static ai.finai.events.TransactionField.CREDITOR_NAME;
import static ai.finai.events.TransactionField.CURRENCY;
import static ai.finai.events.TransactionField.DEBTOR_ACCOUNT;
import static ai.finai.events.TransactionField.DEBTOR_AGENT;
import static ai.finai.events.TransactionField.DEBTOR_COUNTRY;
import static ai.finai.events.TransactionField.DEBTOR_NAME;
import static ai.finai.events.TransactionField.EVENT_TIME;
import static ai.finai.events.TransactionField.PURPOSE;
import static ai.finai.events.TransactionField.TRANSACTION_ID;

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

    /** The bytes of a record's value. The origin is not part of it. */
    public byte[] write(Transaction transaction) {
        return encode(transaction).toBytes();
    }

    private JsonWriter encode(Transaction t) {
        json.clear().startObject();
        TransactionField.SCHEMA_VERSION.in(json).number(SCHEMA_VERSION);
        TRANSACTION_ID.in(json).text(t.transactionId());
        EVENT_TIME.in(json).instant(t.eventTime());
        AMOUNT.in(json).amount(t.amount(), Money.decimals(t.currency()));
        CURRENCY.in(json).text(t.currency());
        CHANNEL.in(json).text(t.channel());
        DEBTOR_ACCOUNT.in(json).text(t.debtorAccount());
        CREDITOR_ACCOUNT.in(json).text(t.creditorAccount());
        DEBTOR_NAME.in(json).text(t.debtorName());
        CREDITOR_NAME.in(json).text(t.creditorName());
        DEBTOR_COUNTRY.in(json).text(t.debtorCountry());
        CREDITOR_COUNTRY.in(json).text(t.creditorCountry());
        DEBTOR_AGENT.in(json).text(t.debtorAgent());
        CREDITOR_AGENT.in(json).text(t.creditorAgent());
        PURPOSE.in(json).text(t.purpose());
        return json.endObject();
    }
}
