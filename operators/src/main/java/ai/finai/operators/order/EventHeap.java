package ai.finai.operators.order;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events in memory, the first of them in order at hand.
 *
 * <p>A heap of four children a node. The times lie in an array of their own, so that comparing touches an event only
 * where two times are equal; adding events that come nearly in order moves nearly nothing.
 */
final class EventHeap<T> {

    private static final int CHILDREN = 4;
    private static final int MIN_CAPACITY = 64;

    private long[] times = new long[MIN_CAPACITY];
    private @Nullable Object[] events = new @Nullable Object[MIN_CAPACITY];
    private int size;
    private long bytes;
    private final Waiting<T> kind;

    EventHeap(Waiting<T> kind) {
        this.kind = kind;
    }

    int size() {
        return size;
    }

    /** An estimate of the memory that the waiting events take. */
    long bytes() {
        return bytes;
    }

    void add(T event) {
        if (size == times.length) {
            resize(size * 2);
        }
        bytes += kind.bytes(event);
        long time = kind.time(event);
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / CHILDREN;
            if (!before(time, event, parent)) {
                break;
            }
            times[hole] = times[parent];
            events[hole] = events[parent];
            hole = parent;
        }
        times[hole] = time;
        events[hole] = event;
    }

    /** Takes out the first event, if its time is at or before {@code watermark}; else null. */
    @Nullable
    T poll(long watermark) {
        if (size == 0 || times[0] > watermark) {
            return null;
        }
        T first = at(0);
        bytes -= kind.bytes(first);
        T last = at(--size);
        long time = times[size];
        events[size] = null;
        if (size > 0) {
            sink(time, last);
        }
        if (size < times.length / 8 && times.length > MIN_CAPACITY) {
            resize(times.length / 2);
        }
        return first;
    }

    /** Shows every waiting event, in no order. */
    void forEach(Consumer<T> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(at(i));
        }
    }

    private void sink(long time, T event) {
        int hole = 0;
        while (true) {
            int child = hole * CHILDREN + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            int end = Math.min(child + CHILDREN, size);
            for (int other = child + 1; other < end; other++) {
                if (before(times[other], at(other), least)) {
                    least = other;
                }
            }
            if (before(time, event, least)) {
                break;
            }
            times[hole] = times[least];
            events[hole] = events[least];
            hole = least;
        }
        times[hole] = time;
        events[hole] = event;
    }

    private boolean before(long time, T event, int other) {
        return time != times[other] ? time < times[other] : kind.order().compare(event, at(other)) < 0;
    }

    @SuppressWarnings({"NullAway", "unchecked"}) // Below size there are events, and only add puts any there.
    private T at(int index) {
        return (T) events[index];
    }

    private void resize(int capacity) {
        times = Arrays.copyOf(times, capacity);
        events = Arrays.copyOf(events, capacity);
    }
}
