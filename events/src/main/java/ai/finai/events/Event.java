package ai.finai.events;

/** Something that happened, as one record of a topic tells it. */
public interface Event {

    /** By which one that comes twice is found; unique among events of its type. */
    String id();

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    long eventTime();

    /** Where it was read. */
    Origin origin();
}
