package ai.finai.state.reading;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** How far a read is, for a person who waits. Subtasks and the person's are in one JVM. */
final class ReadProgress {

    private static final double MOST_SHARE = 0.99;

    private static final Map<String, ReadProgress> ALL = new ConcurrentHashMap<>();

    private final LongAdder keys = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private volatile int keyGroups;
    private volatile AtomicIntegerArray groups = new AtomicIntegerArray(0);

    private ReadProgress() {}

    /** How the key groups are divided, as Flink does it. */
    void divided(int keyGroups, int pieces) {
        this.keyGroups = keyGroups;
        groups = new AtomicIntegerArray(pieces);
    }

    /** A key is being read. Flink reads those of a piece by their key groups, once for each state: only the first time counts. */
    void reached(String key) {
        int pieces = groups.length();
        int group = KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups);
        int piece = KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(keyGroups, pieces, group);
        int first = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(keyGroups, pieces, piece)
                .getStartKeyGroup();
        groups.accumulateAndGet(piece, group - first, Math::max);
    }

    /** Of all key groups those that have been read; never all, since there may be more to do. */
    double share() {
        AtomicIntegerArray done = groups;
        long sum = 0;
        for (int i = 0; i < done.length(); i++) {
            sum += done.get(i);
        }
        return keyGroups == 0 ? 0 : Math.min(MOST_SHARE, (double) sum / keyGroups);
    }

    static ReadProgress of(String id) {
        return ALL.computeIfAbsent(id, any -> new ReadProgress());
    }

    static void forget(String id) {
        ALL.remove(id);
    }

    /** A part of the snapshot is begun. */
    void begun() {
        open.incrementAndGet();
    }

    /** A part is whole, and its files are written. */
    void ended() {
        open.decrementAndGet();
    }

    /** A part cannot be written: Flink swallows what is thrown where a reader is closed. */
    void failed(Throwable why) {
        failure.compareAndSet(null, why);
    }

    /** @throws IOException unless every part that was begun is whole */
    void requireWhole() throws IOException {
        Throwable why = failure.get();
        if (why != null || open.get() != 0) {
            throw new IOException(
                    "what was read cannot be written into the cache: "
                            + (why == null ? open.get() + " parts were not ended" : why.getMessage()),
                    why);
        }
    }

    void add(long more) {
        keys.add(more);
    }

    long keys() {
        return keys.sum();
    }
}
