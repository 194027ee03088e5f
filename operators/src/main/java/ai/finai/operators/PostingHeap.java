package ai.finai.operators;

import ai.finai.events.Posting;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Postings in memory, the first of them in {@link Posting#ORDER} at hand.
 *
 * <p>A heap of four children a node. The times lie in an array of their own, so that comparing touches a posting only
 * where two times are equal; adding postings that come nearly in order moves nearly nothing.
 */
final class PostingHeap {

    private static final int CHILDREN = 4;
    private static final int MIN_CAPACITY = 64;

    private long[] times = new long[MIN_CAPACITY];
    private @Nullable Posting[] postings = new Posting[MIN_CAPACITY];
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    /** An estimate of the heap that the waiting postings take. */
    long bytes() {
        return bytes;
    }

    void add(Posting posting) {
        if (size == times.length) {
            resize(size * 2);
        }
        bytes += bytesOf(posting);
        long time = posting.eventTime();
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / CHILDREN;
            if (!before(time, posting, parent)) {
                break;
            }
            times[hole] = times[parent];
            postings[hole] = postings[parent];
            hole = parent;
        }
        times[hole] = time;
        postings[hole] = posting;
    }

    /** Takes out the first posting, if its time is at or before {@code watermark}; else null. */
    @Nullable
    Posting poll(long watermark) {
        if (size == 0 || times[0] > watermark) {
            return null;
        }
        Posting first = at(0);
        bytes -= bytesOf(first);
        Posting last = at(--size);
        long time = times[size];
        postings[size] = null;
        if (size > 0) {
            sink(time, last);
        }
        if (size < times.length / 8 && times.length > MIN_CAPACITY) {
            resize(times.length / 2);
        }
        return first;
    }

    /** Shows every waiting posting, in no order. */
    void forEach(Consumer<Posting> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(at(i));
        }
    }

    private void sink(long time, Posting posting) {
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
            if (before(time, posting, least)) {
                break;
            }
            times[hole] = times[least];
            postings[hole] = postings[least];
            hole = least;
        }
        times[hole] = time;
        postings[hole] = posting;
    }

    private boolean before(long time, Posting posting, int other) {
        return time != times[other] ? time < times[other] : Posting.ORDER.compare(posting, at(other)) < 0;
    }

    @SuppressWarnings("NullAway") // Below size there are postings.
    private Posting at(int index) {
        return postings[index];
    }

    private void resize(int capacity) {
        times = Arrays.copyOf(times, capacity);
        postings = Arrays.copyOf(postings, capacity);
    }

    /** Object headers, references and primitives of a posting and its origin, and its strings as Latin-1. */
    private static long bytesOf(Posting posting) {
        return 136
                + bytesOf(posting.account())
                + bytesOf(posting.counterparty())
                + bytesOf(posting.currency())
                + bytesOf(posting.channel())
                + bytesOf(posting.country())
                + bytesOf(posting.counterpartyCountry())
                + bytesOf(posting.transactionId())
                + bytesOf(posting.origin().source());
    }

    private static long bytesOf(@Nullable String string) {
        return string == null ? 0 : 48 + string.length();
    }
}
