package ai.finai.events;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Dead letters: made from a rejected record, written to their topic, and read back for a replay. */
public final class DeadLetters {

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
        byte[] kept =
                whole.length > DeadLetter.MAX_VALUE_BYTES ? Arrays.copyOf(whole, DeadLetter.MAX_VALUE_BYTES) : whole;
        return new DeadLetter(
                origin,
                timestamp,
                reason,
                sentence,
                key == null ? NOTHING : key,
                kept,
                whole.length,
                Hashes.sha256(whole));
    }
}
