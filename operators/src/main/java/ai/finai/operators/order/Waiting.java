package ai.finai.operators.order;

import java.util.Comparator;

/** What {@link EventOrder} needs to know of the events that wait in it. */
public interface Waiting<T> {

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    long time(T event);

    /** By whom the stream is keyed. */
    String key(T event);

    /** A total order: by time first, and the same wherever and however often the job runs. */
    Comparator<T> order();

    /** An estimate of the memory that it takes. */
    long bytes(T event);
}
