package ai.finai.operators;

import java.util.Objects;

/**
 * An instruction to the running job: put a rule book in force.
 *
 * @param ruleBook the YAML file's bytes; not empty
 */
public record ControlMessage(byte[] ruleBook) {

    public ControlMessage {
        Objects.requireNonNull(ruleBook, "ruleBook");
        if (ruleBook.length == 0) {
            throw new IllegalArgumentException("ruleBook: is empty");
        }
    }
}
