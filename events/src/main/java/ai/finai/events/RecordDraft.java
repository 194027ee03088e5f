package ai.finai.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The record that a {@link RecordReader} has in hand: its fields, each checked as it comes, and what is wrong with them
 * first. Reused for the next record. A kind of record knows its fields, by number from 0 to 30, and what they may hold.
 *
 * @param <T> what a good record becomes
 */
public abstract class RecordDraft<T> {

    /** No event time is later. */
    protected static final long MAX_TIME = Instants.parse("9999-12-31T23:59:59.999Z");

    private final long maxFutureMillis;
    private @Nullable RejectionReason reason;
    private String sentence = "";

    /** @param maxFutureMillis how far an event time may be ahead of its record's timestamp */
    protected RecordDraft(long maxFutureMillis) {
        this.maxFutureMillis = maxFutureMillis;
    }

    /** The beginning of a record, for who sends something else: {@code {"transactionId": ...}}. */
    protected abstract String example();

    /** The number of a field; negative where there is none of this name. */
    protected abstract int field(String name);

    /**
     * Takes the value of a field; the parser stands on its first token, and is left on its last.
     *
     * @param escapes whether the record has any: only they can bring in what no text may hold
     */
    protected abstract void value(int field, JsonParser json, JsonToken token, boolean escapes) throws IOException;

    /** The event of a record in which nothing was wrong so far, or null after {@link #reject}. */
    protected abstract @Nullable T complete(Origin origin, long timestamp);

    /** Begins the next record. */
    protected void clear() {
        reason = null;
    }

    /** Whether nothing has been found wrong so far. */
    final boolean isGood() {
        return reason == null;
    }

    /** What was wrong first; of a record that {@link #isGood} it says nothing. */
    final RejectionReason reason() {
        return reason == null ? RejectionReason.MALFORMED : reason;
    }

    final String sentence() {
        return sentence;
    }

    /** Keeps the first thing that is wrong; broken JSON replaces a bad field. Null, to be returned. */
    protected final @Nullable T reject(RejectionReason why, String what) {
        if (reason == null || why == RejectionReason.MALFORMED) {
            reason = why;
            sentence = what;
        }
        return null;
    }

    /** @param expected what the field takes: {@code a string} */
    protected final void wrongType(String field, JsonToken token, String expected) {
        String found =
                switch (token) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "an array";
                    case VALUE_TRUE, VALUE_FALSE -> "true or false";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    default -> "a string";
                };
        reject(RejectionReason.WRONG_TYPE, field + ": is " + found + "; send " + expected);
    }

    protected final void schemaVersion(JsonParser json, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            wrongType("schemaVersion", token, "a whole number");
            json.skipChildren();
        } else if (!json.getText().equals("1")) {
            reject(
                    RejectionReason.UNSUPPORTED_SCHEMA_VERSION,
                    "schemaVersion: " + Shown.digits(json.getText()) + " is not read by this release; send version 1");
        }
    }

    protected static boolean blank(char[] chars, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (chars[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** @param maxLength in Unicode characters */
    protected final boolean isShort(String field, int maxLength, char[] chars, int from, int length) {
        if (length > maxLength) {
            int characters = Character.codePointCount(chars, from, length);
            if (characters > maxLength) {
                reject(
                        RejectionReason.FIELD_TOO_LONG,
                        field + ": has " + characters + " characters; send at most " + maxLength);
                return false;
            }
        }
        return true;
    }

    /**
     * What only an escape can bring in: control characters and lone surrogates.
     *
     * @param lines whether line ends and tabs may be in it
     */
    protected final boolean isClean(String field, boolean lines, char[] chars, int from, int length) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            char c = chars[i];
            if (c < ' ' && !(lines && (c == '\n' || c == '\r' || c == '\t'))) {
                reject(
                        RejectionReason.INVALID_TEXT,
                        field + ": holds a control character, U+" + String.format("%04X", (int) c) + "; leave it out");
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == end || !Character.isLowSurrogate(chars[i + 1])) {
                    reject(
                            RejectionReason.INVALID_TEXT,
                            field + ": holds half a surrogate pair; send whole Unicode characters");
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Whether a text by which things are told apart holds only what can be seen: not what turns the direction of writing, has
     * no width or ends lines, with which two look alike, or what is shown beside one is forged.
     */
    protected final boolean isVisible(String field, char[] chars, int from, int length) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (chars[i] < 0x7F) {
                continue;
            }
            int character = Character.codePointAt(chars, i, end);
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    reject(
                            RejectionReason.INVALID_TEXT,
                            field + ": holds a character that cannot be seen, U+" + String.format("%04X", character)
                                    + "; leave it out");
                    return false;
                }
                default -> i += Character.charCount(character) - 1;
            }
        }
        return true;
    }

    /** A time in milliseconds since 1970-01-01T00:00:00Z; {@link Instants#INVALID} where it was rejected. */
    protected final long time(String field, char[] chars, int from, int length) {
        long time = Instants.parse(chars, from, length);
        if (time == Instants.INVALID) {
            reject(
                    RejectionReason.INVALID_EVENT_TIME,
                    field + ": " + Shown.time(chars, from, length)
                            + " is not an ISO 8601 instant; send one with its zone, such as 2026-01-05T10:15:30Z");
        } else if (time < 0 || time > MAX_TIME) {
            reject(
                    RejectionReason.INVALID_EVENT_TIME,
                    field + ": " + Shown.time(chars, from, length)
                            + " cannot be; send a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z");
            return Instants.INVALID;
        }
        return time;
    }

    /** Whether an event time is not too far ahead of its record's timestamp. */
    protected final boolean isPlausible(String field, long eventTime, long timestamp) {
        if (timestamp != RecordReader.NO_TIMESTAMP && eventTime - maxFutureMillis > timestamp) {
            reject(
                    RejectionReason.EVENT_TIME_IN_FUTURE,
                    field + ": " + Instants.format(eventTime) + " is more than "
                            + Duration.ofMillis(maxFutureMillis) + " ahead of the record's timestamp "
                            + Instants.format(timestamp) + "; correct the sender's clock or the time");
            return false;
        }
        return true;
    }
}
