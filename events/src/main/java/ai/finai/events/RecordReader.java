package ai.finai.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a topic: the bytes of one become an event, or a {@link DeadLetter} that says what was wrong and what to
 * do. No content makes it throw.
 *
 * <p>The contract of each kind of record is its JSON schema; beyond it, for all:
 * <ul>
 *   <li>strict UTF-8 without byte order mark, one JSON object, nothing after it, at most {@link #MAX_RECORD_BYTES}
 *       bytes and {@link #MAX_NESTING} levels;
 *   <li>unknown fields are skipped; a known one may stand there once;
 *   <li>{@code null}, an empty and a blank text are the same as a missing field;
 *   <li>a decimal is a decimal string, or a JSON number written as a plain decimal, which is taken as its text stands; an
 *       exponent is refused; zeros at the end of the decimals count as nothing;
 *   <li>a time is an instant from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z; an event time is not further ahead of
 *       the record's own timestamp than allowed: the clock of this machine plays no part.
 * </ul>
 *
 * <p>Where several things are wrong, broken JSON is reported first, then the first bad field in the order of the record,
 * then what is missing. Sentences name fields and, where the field is not personal and the value looks like one, values.
 *
 * <p>Not thread-safe: it keeps buffers. One a task.
 *
 * @param <T> what a good record becomes
 */
public abstract class RecordReader<T> {

    /** A larger record is rejected without being parsed. Kafka's own default limit is the same. */
    public static final int MAX_RECORD_BYTES = 1024 * 1024;

    /** Levels of nesting, which only unknown fields can need. */
    public static final int MAX_NESTING = 32;

    /** For records that have no timestamp (files): no event time is too far in the future. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

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

    private final RecordDraft<T> draft;

    // Of the record in hand.
    private int seen;
    private boolean escapes;

    /** @param draft what there is to know of the kind of record */
    protected RecordReader(RecordDraft<T> draft) {
        this.draft = draft;
    }

    /**
     * @param key of the record; kept on a dead letter
     * @param value of the record; null for a tombstone, which is rejected
     * @param timestamp of the record, milliseconds since 1970-01-01T00:00:00Z, or {@link #NO_TIMESTAMP}
     */
    public final Received<T> read(byte @Nullable [] key, byte @Nullable [] value, Origin origin, long timestamp) {
        draft.clear();
        seen = 0;
        T event = value == null || value.length == 0
                ? draft.reject(RejectionReason.MALFORMED, "the record is empty; send one JSON object")
                : parse(value, origin, timestamp);
        if (event != null) {
            return Received.accepted(event);
        }
        return Received.rejected(DeadLetters.of(origin, timestamp, draft.reason(), draft.sentence(), key, value));
    }

    private @Nullable T parse(byte[] value, Origin origin, long timestamp) {
        if (value.length > MAX_RECORD_BYTES) {
            return draft.reject(
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
            return draft.reject(RejectionReason.MALFORMED, "the record cannot be read; send one JSON object in UTF-8");
        }
        return draft.isGood() ? draft.complete(origin, timestamp) : null;
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
        draft.reject(RejectionReason.MALFORMED, why);
        return false;
    }

    /** Reads the whole value. False where it is not one JSON object; a bad field is noted in the draft. */
    private boolean readObject(JsonParser json, byte[] value) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return no("the record is not a JSON object; send " + draft.example());
            }
            escapes = contains(value, (byte) '\\');
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                int field = draft.field(name);
                JsonToken token = json.nextToken();
                if (field < 0) {
                    json.skipChildren();
                } else if ((seen & 1 << field) != 0) {
                    return no(name + ": stands there twice; send it once");
                } else {
                    seen |= 1 << field;
                    draft.value(field, json, token, escapes);
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
}
