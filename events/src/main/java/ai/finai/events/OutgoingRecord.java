package ai.finai.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka, ready as bytes: what the job's one transactional sink writes.
 *
 * @param topic where to
 * @param key what decides the partition; null for none
 * @param value the body
 * @param headers in the order in which they are written
 * @param timestamp of the Kafka record, milliseconds since 1970-01-01T00:00:00Z: when it was made, because a topic's
 *     retention counts from it
 */
public record OutgoingRecord(String topic, byte @Nullable [] key, byte[] value, List<Header> headers, long timestamp) {

    /** A Kafka header. Its value is UTF-8 text in everything that FinAI writes. */
    public record Header(String name, byte[] value) {

        public static Header of(String name, String value) {
            return new Header(name, value.getBytes(StandardCharsets.UTF_8));
        }

        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Header that && name.equals(that.name) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return name + " (" + value.length + " bytes)";
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutgoingRecord that
                && topic.equals(that.topic)
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers)
                && timestamp == that.timestamp;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * topic.hashCode() + Arrays.hashCode(key)) + Arrays.hashCode(value);
    }

    /** Sizes only: key and value may hold personal data. */
    @Override
    public String toString() {
        return "OutgoingRecord[topic=" + topic + ", key=" + (key == null ? "none" : key.length + " bytes") + ", value="
                + value.length + " bytes, headers=" + headers + ", timestamp=" + timestamp + ']';
    }
}
