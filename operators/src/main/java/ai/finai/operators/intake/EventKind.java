package ai.finai.operators.intake;

import ai.finai.events.Event;
import ai.finai.events.Received;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What intake and deduplication need to know of a kind of event. Travels with the job graph. */
public interface EventKind<T extends Event> extends Serializable {

    /** For people: {@code transaction}. */
    String noun();

    TypeInformation<T> type();

    TypeInformation<Received<T>> received();

    /**
     * Sixty-four bits over everything that an event says (all but its origin). Kept in state: a change of it makes a repeated
     * event look like another one until the deduplication window has passed.
     */
    long contentHash(T event);

    /** Makes what writes an event as a record of its topic, canonically. */
    Function<T, byte[]> writer();
}
