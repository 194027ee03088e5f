package ai.finai.state.reading;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many keys have been read, for a person who waits. Subtasks and the person's are in one JVM. */
final class ReadProgress {

    private static final Map<String, ReadProgress> ALL = new ConcurrentHashMap<>();

    private final LongAdder keys = new LongAdder();

    private ReadProgress() {}

    static ReadProgress of(String id) {
        return ALL.computeIfAbsent(id, any -> new ReadProgress());
    }

    static void forget(String id) {
        ALL.remove(id);
    }

    void add(long more) {
        keys.add(more);
    }

    long keys() {
        return keys.sum();
    }
}
