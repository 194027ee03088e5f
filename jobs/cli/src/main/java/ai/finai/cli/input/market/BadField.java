package ai.finai.cli.input.market;

import org.jspecify.annotations.Nullable;

/** A row that is no bar, news or split. Without a stack trace: there may be millions. */
final class BadField extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable String field;

    /**
     * @param field which one is wrong; null where it is the row
     * @param sentence what it is and what was expected
     */
    BadField(@Nullable String field, String sentence) {
        super(sentence, null, false, false);
        this.field = field;
    }

    @Nullable
    String field() {
        return field;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
