package ai.finai.state.reading;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How many keys have been read, for a person who waits. Subtasks and the person's are in one JVM. */
final class ReadProgress {

    private static final Map<String, ReadProgress> ALL = new ConcurrentHashMap<>();

    private final LongAdder keys = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ReadProgress() {}

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
