package ai.finai.state.reading.table;

import ai.finai.state.RuleVersion;
import ai.finai.state.SnapshotNote;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snapshot says of itself, as far as rows depend on it. */
public final class Moment implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long eventTime;
    private final boolean told;
    private final Map<String, Long> windows = new HashMap<>();

    /** @param note null where the snapshot says nothing of itself */
    public Moment(@Nullable SnapshotNote note) {
        told = note != null;
        eventTime = note == null ? Long.MIN_VALUE : note.eventTime();
        if (note != null) {
            note.rules().forEach(rule -> windows.put(key(rule.id(), rule.version()), rule.window()));
        }
    }

    /** It travels to the tasks that read. */
    private static String key(String id, int version) {
        return version + " " + id;
    }

    /**
     * How far the job had come, milliseconds since 1970-01-01T00:00:00Z: everything up to it has been seen;
     * {@link Long#MIN_VALUE} where it is not known, {@link Long#MAX_VALUE} after the end of all events.
     */
    public long eventTime() {
        return eventTime;
    }

    /** Whether matches of a rule can go on: the job forgets those of rules that have left its book. */
    public boolean inForce(RuleVersion rule) {
        return !told || windows.containsKey(key(rule.ruleId(), rule.version()));
    }

    /** A rule's window in milliseconds, or {@link SnapshotNote#NO_WINDOW} where the snapshot does not say. */
    public long window(RuleVersion rule) {
        return windows.getOrDefault(key(rule.ruleId(), rule.version()), SnapshotNote.NO_WINDOW);
    }
}
