package ai.finai.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of the {@code transactions} topic: its bytes become a {@link Transaction}, or a {@link DeadLetter} that
 * says what was wrong and what to do. No content makes it throw.
 *
 * <p>The contract is {@code schema/transaction.schema.json}; beyond it:
 * <ul>
 *   <li>strict UTF-8 without byte order mark, one JSON object, nothing after it, at most {@link #MAX_RECORD_BYTES}
 *       bytes and {@link #MAX_NESTING} levels;
 *   <li>unknown fields are skipped; a known one may stand there once;
 *   <li>{@code null}, an empty and a blank text are the same as a missing field;
 *   <li>an amount is a decimal string, or a JSON number written as a plain decimal, which is taken as its text stands
 *       and never passes through floating point; an exponent is refused; zeros at the end of the decimals count as
 *       nothing;
 *   <li>channel and countries are upper-cased;
 *   <li>an event time is an instant from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z, and not further ahead of the
 *       record's own timestamp than allowed: the clock of this machine plays no part.
 * </ul>
 *
 * <p>Where several things are wrong, broken JSON is reported first, then the first bad field in the order of the record,
 * then what is missing. Sentences name fields and, where the field is not personal and the value looks like one, values.
 *
 * <p>Not thread-safe: it keeps caches of repeated values. One a task.
 */
public final class TransactionReader {

    /** A larger record is rejected without being parsed. Kafka's own default limit is the same. */
    public static final int MAX_RECORD_BYTES = 1024 * 1024;

    /** Levels of nesting, which only unknown fields can need. */
    public static final int MAX_NESTING = 32;

    /** For records that have no timestamp (files): no event time is too far in the future. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final long MAX_EVENT_TIME = Instants.parse("9999-12-31T23:59:59.999Z");

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(1024)
                    .maxNumberLength(128)
                    // The record's size limits its texts; Jackson could not go on after one that is too long.
                    .maxStringLength(MAX_RECORD_BYTES)
                    .build())
            // Hostile field names must neither fill the JVM's string table nor end in a hash-collision error.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final TransactionField[] FIELDS = TransactionField.values();

    private final long maxFutureMillis;
    private final Currencies currencies;
    private final RepeatedText repeated = new RepeatedText();

    // Of the record in hand.
    private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
    private int seen;
    private boolean escapes;
    private final DecimalText amount = new DecimalText();
    private boolean hasAmount;
    private long eventTime;
    private boolean hasEventTime;
    private Currencies.@Nullable Entry currency;
    private @Nullable RejectionReason reason;
    private String sentence = "";

    /**
     * @param maxFuture how far an event time may be ahead of its record's timestamp
     * @param rates limits each currency's amounts to what the base currency can hold: {@link RateTable#largestAmount}
     */
    public TransactionReader(Duration maxFuture, RateTable rates) {
        this.maxFutureMillis = maxFuture.toMillis();
        this.currencies = new Currencies(rates);
    }

    /**
     * @param key of the record; kept on a dead letter
     * @param value of the record; null for a tombstone, which is rejected
     * @param timestamp of the record, milliseconds since 1970-01-01T00:00:00Z, or {@link #NO_TIMESTAMP}
     */
    public Received read(byte @Nullable [] key, byte @Nullable [] value, Origin origin, long timestamp) {
        clear();
        Transaction transaction = value == null || value.length == 0
                ? reject(RejectionReason.MALFORMED, "the record is empty; send one JSON object")
                : parse(value, origin, timestamp);
        if (transaction != null) {
            return Received.accepted(transaction);
        }
        RejectionReason why = reason == null ? RejectionReason.MALFORMED : reason;
        return Received.rejected(DeadLetters.of(origin, timestamp, why, sentence, key, value));
    }

    private @Nullable Transaction parse(byte[] value, Origin origin, long timestamp) {
        if (value.length > MAX_RECORD_BYTES) {
            return reject(
                    RejectionReason.RECORD_TOO_LARGE,
                    "the record has " + value.length + " bytes; send at most " + MAX_RECORD_BYTES);
        }
        if (!encodingIsUtf8(value)) {
            return null;
        }
        try (JsonParser json = JSON.createParser(value)) {
            if (!readObject(json, value)) {
                return null;
            }
        } catch (IOException | RuntimeException e) {
            // Jackson's own messages can quote the content, so none of them is passed on.
            return reject(RejectionReason.MALFORMED, "the record cannot be read; send one JSON object in UTF-8");
        }
        return reason == null ? complete(origin, timestamp) : null;
    }

    private void clear() {
        Arrays.fill(texts, null);
        seen = 0;
        hasAmount = false;
        hasEventTime = false;
        currency = null;
        reason = null;
    }

    private boolean encodingIsUtf8(byte[] value) {
        int first = value[0] & 0xFF;
        int second = value.length > 1 ? value[1] & 0xFF : 0x20;
        if (first == 0xEF && second == 0xBB) {
            return no("the record starts with a byte order mark; send UTF-8 without one");
        }
        if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) || first == 0 || second == 0) {
            return no("the record looks like UTF-16 or UTF-32; send UTF-8");
        }
        int invalid = Utf8.firstInvalid(value);
        if (invalid >= 0) {
            return no("byte " + invalid + " is not UTF-8; send UTF-8");
        }
        return true;
    }

    private boolean no(String why) {
        reject(RejectionReason.MALFORMED, why);
        return false;
    }

    /** Reads the whole value. False where it is not one JSON object; a bad field is kept in {@link #reason}. */
    private boolean readObject(JsonParser json, byte[] value) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return no("the record is not a JSON object; send {\"transactionId\": ...}");
            }
            escapes = contains(value, (byte) '\\');
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                TransactionField field = TransactionField.named(name);
                JsonToken token = json.nextToken();
                if (field == null) {
                    json.skipChildren();
                } else if ((seen & 1 << field.ordinal()) != 0) {
                    return no(field.json + ": stands there twice; send it once");
                } else {
                    seen |= 1 << field.ordinal();
                    readField(json, field, token);
                }
            }
            if (json.nextToken() != null) {
                return no("there is more after the object, at byte " + place(json) + "; send one object a record");
            }
            return true;
        } catch (JsonEOFException e) {
            return no("the JSON ends too early, at byte " + value.length + "; send the whole object");
        } catch (StreamConstraintsException e) {
            return json.getParsingContext().getNestingDepth() >= MAX_NESTING
                    ? no("nested deeper than " + MAX_NESTING + " levels; send a flat object")
                    : no("a name above 1024 characters or a number above 128 digits, at byte " + place(json)
                            + "; leave it out");
        } catch (IOException e) {
            return no("not JSON at byte " + place(json) + "; send one JSON object in UTF-8");
        }
    }

    private static long place(JsonParser json) {
        return json.currentLocation().getByteOffset();
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private void readField(JsonParser json, TransactionField field, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            readText(json, field);
        } else if (token == JsonToken.VALUE_NULL) {
            return;
        } else if (field == TransactionField.AMOUNT && token.isNumeric()) {
            readAmount(json);
        } else if (field == TransactionField.SCHEMA_VERSION && token == JsonToken.VALUE_NUMBER_INT) {
            if (!json.getText().equals("1")) {
                reject(
                        RejectionReason.UNSUPPORTED_SCHEMA_VERSION,
                        "schemaVersion: " + Shown.digits(json.getText())
                                + " is not read by this release; send version 1");
            }
        } else {
            wrongType(field, token);
            json.skipChildren();
        }
    }

    private void wrongType(TransactionField field, JsonToken token) {
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

    private void readText(JsonParser json, TransactionField field) throws IOException {
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
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
            case AMOUNT -> readAmount(chars, from, length);
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

    private void readAmount(JsonParser json) throws IOException {
        readAmount(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private void readAmount(char[] chars, int from, int length) {
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
    private @Nullable Transaction complete(Origin origin, long timestamp) {
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
        if (timestamp != NO_TIMESTAMP && eventTime - maxFutureMillis > timestamp) {
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
    private @Nullable Transaction reject(RejectionReason why, String what) {
        if (reason == null || why == RejectionReason.MALFORMED) {
            reason = why;
            sentence = what;
        }
        return null;
    }
}
