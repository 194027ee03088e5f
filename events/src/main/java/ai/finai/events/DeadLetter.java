package ai.finai.events;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not accepted: a record of the {@code dead-letters} topic. Its value is the bytes as they came.
 *
 * @param origin where it was read
 * @param timestamp of the record as the source gave it, milliseconds since 1970-01-01T00:00:00Z
 * @param reason a code that programs can rely on
 * @param sentence what was wrong, and what to do, for a person; holds no personal data
 * @param key the record's key, or its first 16 KiB where there is more; empty where it had none
 * @param keySize of the whole key in bytes
 * @param value the record's bytes, or their first 512 KiB where there are more
 * @param size of the whole value in bytes
 * @param sha256 of the whole value, lower-case hex
 */
public record DeadLetter(
        Origin origin,
        long timestamp,
        RejectionReason reason,
        String sentence,
        byte[] key,
        long keySize,
        byte[] value,
        long size,
        String sha256) {

    /** Values above this many bytes are cut to it. */
    public static final int MAX_VALUE_BYTES = 512 * 1024;

    /** Keys above this many bytes are cut to it: with the value they stay below the 1 MiB that a broker takes. */
    public static final int MAX_KEY_BYTES = 16 * 1024;

    /** Whether {@link #value} or {@link #key} is only the beginning: such a record cannot be sent again from here. */
    public boolean isTruncated() {
        return size > value.length || keySize > key.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeadLetter that
                && origin.equals(that.origin)
                && timestamp == that.timestamp
                && reason == that.reason
                && sentence.equals(that.sentence)
                && Arrays.equals(key, that.key)
                && keySize == that.keySize
                && Arrays.equals(value, that.value)
                && size == that.size
                && sha256.equals(that.sha256);
    }

    @Override
    public int hashCode() {
        return 31 * origin.hashCode() + sha256.hashCode();
    }

    /** Without key and value, which may hold personal data. */
    @Override
    public String toString() {
        return "DeadLetter[origin=" + origin + ", reason=" + reason.code() + ", sentence=" + sentence + ", size=" + size
                + ", sha256=" + sha256 + ']';
    }
}
