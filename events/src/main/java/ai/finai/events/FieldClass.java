package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * Who may see a field: {@code x-class} in the published schemas. Declared from least to most guarded.
 */
public enum FieldClass {
    /** May leave the institution. */
    PUBLIC,
    /** May be shown in logs, messages and metrics. */
    INTERNAL,
    /** Tells who someone is or what he does: in topics and the archive only; never in a log, a message or a metric. */
    PERSONAL,
    /** Opens something: never written anywhere. */
    SECRET;

    /** What stands in a log where a personal or secret value would. */
    public static final String MASK = "***";

    /** The mask for a value, {@code null} for none: whether there is one is not personal. */
    static String masked(@Nullable Object value) {
        return value == null ? "null" : MASK;
    }
}
