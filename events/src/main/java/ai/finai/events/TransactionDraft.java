package ai.finai.events;

import com.fasterxml.jackson.core.JsonToken;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the transaction record that {@link TransactionReader} has in hand, each checked as it comes, and what is
 * wrong with them first. Reused for the next record.
 */
final class TransactionDraft {

    private static final long MAX_EVENT_TIME = Instants.parse("9999-12-31T23:59:59.999Z");

    private static final TransactionField[] FIELDS = TransactionField.values();

    private final long maxFutureMillis;
    private final Currencies currencies;
    private final RepeatedText repeated = new RepeatedText();

    private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
    private final DecimalText amount = new DecimalText();
    private boolean hasAmount;
    private long eventTime;
    private boolean hasEventTime;
    private Currencies.@Nullable Entry currency;
    private @Nullable RejectionReason reason;
    private String sentence = "";

    TransactionDraft(long maxFutureMillis, RateTable rates) {
        this.maxFutureMillis = maxFutureMillis;
        this.currencies = new Currencies(rates);
    }

    void clear() {
        Arrays.fill(texts, null);
        hasAmount = false;
        hasEventTime = false;
        currency = null;
        reason = null;
    }

    /** Whether nothing has been found wrong so far. */
    boolean isGood() {
        return reason == null;
    }

    /** What was wrong first; of a record that {@link #isGood} it says nothing. */
    RejectionReason reason() {
        return reason == null ? RejectionReason.MALFORMED : reason;
    }

    String sentence() {
        return sentence;
    }

    void wrongType(TransactionField field, JsonToken token) {
        String expected =
                switch (field) {
                    case SCHEMA_VERSION -> "a whole number";
                    case AMOUNT -> "a decimal string such as \"9500.00\"";
                    default -> "a string";
                };
        String found =
                switch (token) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "an array";
                    case VALUE_TRUE, VALUE_FALSE -> "true or false";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    default -> "a string";
                };
        reject(RejectionReason.WRONG_TYPE, field.json + ": is " + found + "; send " + expected);
    }

    /** @param escapes whether the record has any: only they can bring in what no text may hold */
    void text(TransactionField field, char[] chars, int from, int length, boolean escapes) {
        if (blank(chars, from, length)) {
            return;
        }
        if (length > field.maxLength) {
            int characters = Character.codePointCount(chars, from, length);
            if (characters > field.maxLength) {
                tooLong(field, characters);
                return;
            }
        }
        if (escapes && !textIsClean(chars, from, length, field)) {
            return;
        }
        switch (field) {
            case AMOUNT -> amount(chars, from, length);
            case EVENT_TIME -> readEventTime(chars, from, length);
            case CURRENCY -> readCurrency(chars, from, length);
            case SCHEMA_VERSION -> wrongType(field, JsonToken.VALUE_STRING);
            case CHANNEL, DEBTOR_COUNTRY, CREDITOR_COUNTRY ->
                texts[field.ordinal()] = repeated.upperCase(chars, from, length);
            case DEBTOR_AGENT, CREDITOR_AGENT -> texts[field.ordinal()] = repeated.text(chars, from, length);
            default -> texts[field.ordinal()] = new String(chars, from, length);
        }
    }

    private void tooLong(TransactionField field, int characters) {
        reject(
                RejectionReason.FIELD_TOO_LONG,
                field.json + ": has " + characters + " characters; send at most " + field.maxLength);
    }

    private static boolean blank(char[] chars, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (chars[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** What only an escape can bring in: control characters and lone surrogates. */
    private boolean textIsClean(char[] chars, int from, int length, TransactionField field) {
        boolean lines = field == TransactionField.PURPOSE
                || field == TransactionField.DEBTOR_NAME
                || field == TransactionField.CREDITOR_NAME;
        int end = from + length;
        for (int i = from; i < end; i++) {
            char c = chars[i];
            if (c < ' ' && !(lines && (c == '\n' || c == '\r' || c == '\t'))) {
                reject(
                        RejectionReason.INVALID_TEXT,
                        field.json + ": holds a control character, U+" + String.format("%04X", (int) c)
                                + "; leave it out");
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == end || !Character.isLowSurrogate(chars[i + 1])) {
                    reject(
                            RejectionReason.INVALID_TEXT,
                            field.json + ": holds half a surrogate pair; send whole Unicode characters");
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    void amount(char[] chars, int from, int length) {
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

    private void readEventTime(char[] chars, int from, int length) {
        long time = Instants.parse(chars, from, length);
        if (time == Instants.INVALID) {
            reject(
                    RejectionReason.INVALID_EVENT_TIME,
                    "eventTime: " + Shown.time(chars, from, length)
                            + " is not an ISO 8601 instant; send one with its zone, such as 2026-01-05T10:15:30Z");
        } else if (time < 0 || time > MAX_EVENT_TIME) {
            reject(
                    RejectionReason.INVALID_EVENT_TIME,
                    "eventTime: " + Shown.time(chars, from, length)
                            + " cannot be; send a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z");
        } else {
            eventTime = time;
            hasEventTime = true;
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
    @Nullable
    Transaction complete(Origin origin, long timestamp) {
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
        if (timestamp != TransactionReader.NO_TIMESTAMP && eventTime - maxFutureMillis > timestamp) {
            return reject(
                    RejectionReason.EVENT_TIME_IN_FUTURE,
                    "eventTime: " + Instants.format(eventTime) + " is more than "
                            + Duration.ofMillis(maxFutureMillis) + " ahead of the record's timestamp "
                            + Instants.format(timestamp) + "; correct the sender's clock or the time");
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

    /** Keeps the first thing that is wrong; broken JSON replaces a bad field. */
    @Nullable
    Transaction reject(RejectionReason why, String what) {
        if (reason == null || why == RejectionReason.MALFORMED) {
            reason = why;
            sentence = what;
        }
        return null;
    }
}
