package ai.finai.events;

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
}
