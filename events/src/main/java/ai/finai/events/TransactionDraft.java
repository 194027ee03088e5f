package ai.finai.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the transaction record that {@link TransactionReader} has in hand, each checked as it comes, and what is
 * wrong with them first. Reused for the next record.
 */
final class TransactionDraft extends RecordDraft<Transaction> {

    private static final TransactionField[] FIELDS = TransactionField.values();

    private final Currencies currencies;
    private final RepeatedText repeated = new RepeatedText();

    private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
    private final DecimalText amount = new DecimalText();
    private boolean hasAmount;
    private long eventTime;
    private boolean hasEventTime;
    private Currencies.@Nullable Entry currency;

    TransactionDraft(long maxFutureMillis, RateTable rates) {
        super(maxFutureMillis);
        this.currencies = new Currencies(rates);
    }

    @Override
    protected String example() {
        return "{\"transactionId\": ...}";
    }

    @Override
    protected void clear() {
        super.clear();
        Arrays.fill(texts, null);
        hasAmount = false;
        hasEventTime = false;
        currency = null;
    }

    @Override
    protected int field(String name) {
        TransactionField field = TransactionField.named(name);
        return field == null ? -1 : field.ordinal();
    }

    @Override
    protected void value(int number, JsonParser json, JsonToken token, boolean escapes) throws IOException {
        TransactionField field = FIELDS[number];
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (field == TransactionField.SCHEMA_VERSION) {
            if (token != JsonToken.VALUE_STRING || !blank(json)) {
                schemaVersion(json, token);
            }
        } else if (token == JsonToken.VALUE_STRING) {
            text(field, json.getTextCharacters(), json.getTextOffset(), json.getTextLength(), escapes);
        } else if (field == TransactionField.AMOUNT && token.isNumeric()) {
            amount(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } else {
            wrongType(
                    field.json,
                    token,
                    field == TransactionField.AMOUNT ? "a decimal string such as \"9500.00\"" : "a string");
            json.skipChildren();
        }
    }

    private static boolean blank(JsonParser json) throws IOException {
        return blank(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private void text(TransactionField field, char[] chars, int from, int length, boolean escapes) {
        if (blank(chars, from, length)
                || !isShort(field.json, field.maxLength, chars, from, length)
                || (escapes && !isClean(field.json, field.lines(), chars, from, length))) {
            return;
        }
        switch (field) {
            case AMOUNT -> amount(chars, from, length);
            case EVENT_TIME -> {
                eventTime = time(field.json, chars, from, length);
                hasEventTime = eventTime != Instants.INVALID;
            }
            case CURRENCY -> readCurrency(chars, from, length);
            case CHANNEL, DEBTOR_COUNTRY, CREDITOR_COUNTRY ->
                texts[field.ordinal()] = repeated.upperCase(chars, from, length);
            case DEBTOR_AGENT, CREDITOR_AGENT -> texts[field.ordinal()] = repeated.text(chars, from, length);
            default -> texts[field.ordinal()] = new String(chars, from, length);
        }
    }

    private void amount(char[] chars, int from, int length) {
        String problem = amount.parse(chars, from, length);
        if (problem == null) {
            hasAmount = true;
        } else {
            reject(
                    RejectionReason.INVALID_AMOUNT,
                    "amount: " + Shown.number(chars, from, length) + ' ' + problem
                            + "; send a positive decimal string such as \"9500.00\"");
        }
    }

    private void readCurrency(char[] chars, int from, int length) {
        currency = currencies.find(chars, from, length);
        if (currency == null) {
            reject(
                    RejectionReason.UNKNOWN_CURRENCY,
                    "currency: " + Shown.letters(chars, from, length)
                            + " is not a currency of ISO 4217; send its three capital letters, such as USD");
        }
    }

    /** The checks that need several fields, in the order of the fields. */
    @Override
    protected @Nullable Transaction complete(Origin origin, long timestamp) {
        String id = text(TransactionField.TRANSACTION_ID);
        if (id == null) {
            return reject(
                    RejectionReason.MISSING_TRANSACTION_ID,
                    "transactionId: is missing; send an id that no other transaction has");
        }
        if (!hasEventTime) {
            return reject(
                    RejectionReason.INVALID_EVENT_TIME,
                    "eventTime: is missing; send when it was booked, such as 2026-01-05T10:15:30Z");
        }
        if (!isPlausible("eventTime", eventTime, timestamp)) {
            return null;
        }
        if (!hasAmount) {
            return reject(
                    RejectionReason.INVALID_AMOUNT,
                    "amount: is missing; send a positive decimal string such as \"9500.00\"");
        }
        Currencies.Entry in = currency;
        if (in == null) {
            return reject(
                    RejectionReason.UNKNOWN_CURRENCY,
                    "currency: is missing; send three capital letters of ISO 4217, such as USD");
        }
        if (amount.decimals() > in.decimals()) {
            return reject(
                    RejectionReason.TOO_MANY_DECIMALS,
                    "amount: has " + amount.decimals() + " decimals, but " + in.code() + " has " + in.decimals()
                            + "; send at most that many");
        }
        long minorUnits = amount.minorUnits(in.decimals());
        if (minorUnits < 0 || minorUnits > in.largestAmount()) {
            return reject(
                    RejectionReason.INVALID_AMOUNT,
                    "amount: is above " + new Money(in.largestAmount(), in.code()).toDecimal() + ' ' + in.code()
                            + ", the most that can be held in the base currency; split the payment or correct it");
        }
        String debtor = text(TransactionField.DEBTOR_ACCOUNT);
        String creditor = text(TransactionField.CREDITOR_ACCOUNT);
        if (debtor == null && creditor == null) {
            return reject(
                    RejectionReason.MISSING_ACCOUNT,
                    "debtorAccount, creditorAccount: both are missing; send the account that pays, is paid, or both");
        }
        return new Transaction(
                id,
                eventTime,
                minorUnits,
                in.code(),
                text(TransactionField.CHANNEL),
                debtor,
                creditor,
                text(TransactionField.DEBTOR_NAME),
                text(TransactionField.CREDITOR_NAME),
                text(TransactionField.DEBTOR_COUNTRY),
                text(TransactionField.CREDITOR_COUNTRY),
                text(TransactionField.DEBTOR_AGENT),
                text(TransactionField.CREDITOR_AGENT),
                text(TransactionField.PURPOSE),
                origin);
    }

    private @Nullable String text(TransactionField field) {
        return texts[field.ordinal()];
    }
}
