package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record of the {@code transactions} topic: exactly one of the two is there.
 *
 * @param transaction the accepted transaction
 * @param rejected why there is none
 */
public record Received(
        @Nullable Transaction transaction, @Nullable DeadLetter rejected) {

    public Received {
        if ((transaction == null) == (rejected == null)) {
            throw new IllegalArgumentException("a record is either accepted or rejected");
        }
    }

    public static Received accepted(Transaction transaction) {
        return new Received(transaction, null);
    }

    public static Received rejected(DeadLetter letter) {
        return new Received(null, letter);
    }

    public boolean isAccepted() {
        return transaction != null;
    }
}
