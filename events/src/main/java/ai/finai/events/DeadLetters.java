package ai.finai.events;

import ai.finai.events.OutgoingRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dead letters: made from a rejected record, written to their topic, and read back for a replay. */
public final class DeadLetters {

    public static final int SCHEMA_VERSION = 1;

    // Headers. Their values are UTF-8 text; numbers are decimal.
    public static final String TOPIC = "finai.topic";
    public static final String PARTITION = "finai.partition";
    public static final String OFFSET = "finai.offset";
    /** The rejected record's own, milliseconds since 1970-01-01T00:00:00Z. */
    public static final String TIMESTAMP = "finai.timestamp";
    /** {@link RejectionReason#code}. */
    public static final String REASON = "finai.reason";
    /** For a person. */
    public static final String SENTENCE = "finai.sentence";
    /** Of the whole key in bytes: larger than the key where that was cut. */
    public static final String KEY_SIZE = "finai.key-size";
    /** Of the whole value in bytes: larger than the value where that was cut. */
    public static final String SIZE = "finai.size";
    /** Of the whole value, lower-case hex. */
    public static final String SHA256 = "finai.sha256";

    private static final byte[] NOTHING = {};

    private DeadLetters() {}

    /**
     * @param timestamp of the rejected record, milliseconds since 1970-01-01T00:00:00Z
     * @param key of the rejected record, null where it had none
     * @param value of the rejected record, null where it had none
     */
    public static DeadLetter of(
            Origin origin,
            long timestamp,
            RejectionReason reason,
            String sentence,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        byte[] whole = value == null ? NOTHING : value;
        byte[] wholeKey = key == null ? NOTHING : key;
        return new DeadLetter(
                origin,
                timestamp,
                reason,
                sentence,
                beginning(wholeKey, DeadLetter.MAX_KEY_BYTES),
                wholeKey.length,
                beginning(whole, DeadLetter.MAX_VALUE_BYTES),
                whole.length,
                Hashes.sha256(whole));
    }

    private static byte[] beginning(byte[] bytes, int most) {
        return bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    }

    /**
     * The record for the {@code dead-letters} topic: key and value as they came (perhaps cut), everything else
     * in headers.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, DeadLetter letter, long madeAt) {
        return new OutgoingRecord(
                topic,
                letter.key().length == 0 ? null : letter.key(),
                letter.value(),
                List.of(
                        Header.of(TOPIC, letter.origin().source()),
                        Header.of(PARTITION, Integer.toString(letter.origin().partition())),
                        Header.of(OFFSET, Long.toString(letter.origin().offset())),
                        Header.of(TIMESTAMP, Long.toString(letter.timestamp())),
                        Header.of(REASON, letter.reason().code()),
                        Header.of(SENTENCE, letter.sentence()),
                        Header.of(KEY_SIZE, Long.toString(letter.keySize())),
                        Header.of(SIZE, Long.toString(letter.size())),
                        Header.of(SHA256, letter.sha256())),
                madeAt);
    }

    /**
     * Reads a record of the {@code dead-letters} topic back. Other headers are ignored.
     *
     * @throws IllegalArgumentException if one of FinAI's headers is missing or unreadable; says which
     */
    public static DeadLetter read(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        Map<String, String> texts = new HashMap<>();
        headers.forEach(header -> texts.put(header.name(), header.text()));
        return new DeadLetter(
                new Origin(header(texts, TOPIC), (int) number(texts, PARTITION), number(texts, OFFSET)),
                number(texts, TIMESTAMP),
                RejectionReason.ofCode(header(texts, REASON)),
                header(texts, SENTENCE),
                key == null ? NOTHING : key,
                number(texts, KEY_SIZE),
                value == null ? NOTHING : value,
                number(texts, SIZE),
                header(texts, SHA256));
    }

    private static String header(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("not a dead letter of FinAI: the header " + name + " is missing");
        }
        return text;
    }

    private static long number(Map<String, String> texts, String name) {
        try {
            return Long.parseLong(header(texts, name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a dead letter of FinAI: the header " + name + " is no number", e);
        }
    }

    /**
     * One line of JSON, for files and the command line: place, reason, sentence, and the value as text where it is UTF-8,
     * else in Base64.
     */
    public static byte[] toJson(DeadLetter letter) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("source")
                .text(letter.origin().toString())
                .name("reason")
                .text(letter.reason().code())
                .name("sentence")
                .text(letter.sentence())
                .name("size")
                .number(letter.size())
                .name("sha256")
                .text(letter.sha256())
                .name("truncated")
                .bool(letter.isTruncated());
        if (Utf8.firstInvalid(letter.value()) < 0) {
            json.name("value").text(new String(letter.value(), StandardCharsets.UTF_8));
        } else {
            json.name("valueBase64").text(Base64.getEncoder().encodeToString(letter.value()));
        }
        return json.endObject().toBytes();
    }
}
