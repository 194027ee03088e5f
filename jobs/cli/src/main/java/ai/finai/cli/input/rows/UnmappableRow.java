package ai.finai.cli.input.rows;

import ai.finai.events.RejectionReason;

/** A row that a mapping cannot make a record of. */
public final class UnmappableRow extends Exception {

    private static final long serialVersionUID = 1;

    private final transient RejectionReason reason;

    /** @param sentence what is wrong and what to do, for a person; begins with the field where it is one */
    public UnmappableRow(RejectionReason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
