package ai.finai.events.market;

import ai.finai.events.RejectionReason;

/**
 * A field of a record of the market.
 *
 * @param maxLength of a text, and of each of several, in Unicode characters
 * @param lines whether line ends and tabs may be in it
 * @param reason of what is no good value; of texts it is not used
 */
record Field(String name, Form form, int maxLength, boolean lines, RejectionReason reason) {

    static Field version() {
        return new Field("schemaVersion", Form.VERSION, 0, false, RejectionReason.UNSUPPORTED_SCHEMA_VERSION);
    }

    static Field id(String name, int maxLength) {
        return new Field(name, Form.ID, maxLength, false, RejectionReason.WRONG_TYPE);
    }

    static Field text(String name, int maxLength, boolean lines) {
        return new Field(name, Form.TEXT, maxLength, lines, RejectionReason.WRONG_TYPE);
    }

    static Field of(String name, Form form, RejectionReason reason) {
        return new Field(name, form, 64, false, reason);
    }
}
