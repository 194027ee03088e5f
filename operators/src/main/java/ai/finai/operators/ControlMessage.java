package ai.finai.operators;

import java.util.Objects;

/**
 * An instruction to the running job. Its bytes are checked where it arrives: whatever they are, the job goes on.
 *
 * @param kind what it is about
 * @param body a rule book's YAML, or a {@link ai.finai.models.ModelOrder}'s JSON; not empty
 */
public record ControlMessage(Kind kind, byte[] body) {

    /** What a message is about. */
    public enum Kind {
        RULE_BOOK,
        MODEL
    }

    public ControlMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(body, "body");
        if (body.length == 0) {
            throw new IllegalArgumentException("body: is empty");
        }
    }

    /** Puts a rule book in force. */
    public static ControlMessage ruleBook(byte[] yaml) {
        return new ControlMessage(Kind.RULE_BOOK, yaml);
    }

    /** Puts a model in force, or beside it. */
    public static ControlMessage model(byte[] order) {
        return new ControlMessage(Kind.MODEL, order);
    }
}
