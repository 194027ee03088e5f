package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record that was read: exactly one of the two is there.
 *
 * @param event what it says
 * @param rejected why it is none
 */
public record Received<T>(@Nullable T event, @Nullable DeadLetter rejected) {

    public Received {
        if ((event == null) == (rejected == null)) {
            throw new IllegalArgumentException("a record is either accepted or rejected");
        }
    }

    public static <T> Received<T> accepted(T event) {
        return new Received<>(event, null);
    }

    public static <T> Received<T> rejected(DeadLetter letter) {
        return new Received<>(null, letter);
    }

    public boolean isAccepted() {
        return event != null;
    }
}
