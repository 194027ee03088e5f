package ai.finai.operators;

import java.util.Objects;

/**
 * An instruction to the running job. Its bytes are checked where it arrives: whatever they are, the job goes on.
 *
 * @param kind what it is about
 * @param body a rule book's YAML, or a {@link ai.finai.models.ModelOrder}'s JSON; not empty
 * @param source where it lies, as {@code models-0@17}; empty where that is not known
 */
public record ControlMessage(Kind kind, byte[] body, String source) {

    /** What a message is about. */
    public enum Kind {
        RULE_BOOK,
        MODEL
    }

    public ControlMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(source, "source");
        if (body.length == 0) {
            throw new IllegalArgumentException("body: is empty");
        }
    }

    /** Puts a rule book in force. */
    public static ControlMessage ruleBook(byte[] yaml) {
        return new ControlMessage(Kind.RULE_BOOK, yaml, "");
    }

    /** Puts a model in force, or beside it. */
    public static ControlMessage model(byte[] order, String source) {
        return new ControlMessage(Kind.MODEL, order, source);
    }
}
