package ai.finai.operators.order;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of one subtask into order: they wait here until the watermark has passed their time.
 *
 * <p>Waiting events are in memory, for they are as many as the rate times the time they may be out of order. A snapshot
 * holds them by key group, so a rescaled job finds each where its account has gone, and with them the key group's
 * <em>floor</em>: the watermark that had passed at the snapshot. After a restore watermarks start anew, from below; the
 * floor keeps what was late before it late.
 *
 * <p>A key group in a snapshot, format 1: the format (int), the floor (long), how many events (int), and, if there are
 * any, the snapshot of their serializer and the events in no order.
 */
public final class EventOrder<T> {

    private static final int FORMAT = 1;

    private final KeyGroupRange keyGroups;
    private final int maxParallelism;
    private final TypeSerializer<T> serializer;
    private final Waiting<T> kind;
    private final EventHeap<T> waiting;
    private final long[] floors;
    private long highestFloor = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;

    /** @param keyGroups of this subtask, out of {@code maxParallelism} in all */
    public EventOrder(Waiting<T> kind, KeyGroupRange keyGroups, int maxParallelism, TypeSerializer<T> serializer) {
        this.kind = kind;
        this.waiting = new EventHeap<>(kind);
        this.keyGroups = keyGroups;
        this.maxParallelism = maxParallelism;
        this.serializer = serializer;
        this.floors = new long[keyGroups.getNumberOfKeyGroups()];
        Arrays.fill(floors, Long.MIN_VALUE);
    }

    /** How far event time has come for the key of an event: what is at or before it is late. */
    public long reached(T event) {
        return watermark >= highestFloor ? watermark : Math.max(watermark, floors[keyGroupIndex(event)]);
    }

    /** @param event that is not late: after {@link #reached} */
    public void add(T event) {
        waiting.add(event);
    }

    /** @param watermark not before the one given last */
    public void advance(long watermark) {
        this.watermark = watermark;
    }

    /** Takes out the next event that the watermark has passed, or null where none is left. */
    public @Nullable T poll() {
        return waiting.poll(watermark);
    }

    /** How far event time has come for every key, also right after a restore; {@link Long#MIN_VALUE} before anything. */
    public long reachedByAll() {
        long lowest = Long.MAX_VALUE;
        for (long floor : floors) {
            lowest = Math.min(lowest, floor);
        }
        return Math.max(watermark, lowest);
    }

    /** {@link Long#MIN_VALUE} before the first one. */
    public long watermark() {
        return watermark;
    }

    public int size() {
        return waiting.size();
    }

    /** An estimate of the heap that the waiting events take. */
    public long bytes() {
        return waiting.bytes();
    }

    public void snapshot(KeyedStateCheckpointOutputStream out) throws IOException {
        List<List<T>> byKeyGroup = byKeyGroup();
        DataOutputView view = new DataOutputViewStreamWrapper(out);
        for (int i = 0; i < floors.length; i++) {
            long floor = Math.max(watermark, floors[i]);
            List<T> events = byKeyGroup.get(i);
            if (floor == Long.MIN_VALUE && events.isEmpty()) {
                continue;
            }
            out.startNewKeyGroup(keyGroups.getStartKeyGroup() + i);
            view.writeInt(FORMAT);
            view.writeLong(floor);
            view.writeInt(events.size());
            if (!events.isEmpty()) {
                TypeSerializerSnapshot.writeVersionedSnapshot(view, serializer.snapshotConfiguration());
                for (T event : events) {
                    serializer.serialize(event, view);
                }
            }
        }
    }

    /** Takes in what a snapshot holds of one key group of this subtask. */
    public void restore(int keyGroup, InputStream in, ClassLoader classLoader) throws IOException {
        DataInputView view = new DataInputViewStreamWrapper(in);
        int format = view.readInt();
        if (format != FORMAT) {
            throw new IOException("the snapshot's waiting events have format " + format + ", this release reads "
                    + FORMAT + ": restore it with the release that wrote it, or a later one");
        }
        int index = keyGroup - keyGroups.getStartKeyGroup();
        floors[index] = Math.max(floors[index], view.readLong());
        highestFloor = Math.max(highestFloor, floors[index]);
        int count = view.readInt();
        if (count > 0) {
            TypeSerializer<T> written = writtenBy(view, classLoader);
            for (int i = 0; i < count; i++) {
                waiting.add(written.deserialize(view));
            }
        }
    }

    private TypeSerializer<T> writtenBy(DataInputView view, ClassLoader classLoader) throws IOException {
        TypeSerializerSnapshot<T> old = TypeSerializerSnapshot.readVersionedSnapshot(view, classLoader);
        if (serializer.snapshotConfiguration().resolveSchemaCompatibility(old).isIncompatible()) {
            throw new IOException(
                    "the snapshot's waiting events were written in a form that this release does not read:"
                            + " restore it with the release that wrote it, or a later one");
        }
        return old.restoreSerializer();
    }

    private List<List<T>> byKeyGroup() {
        List<List<T>> events = new ArrayList<>(floors.length);
        for (int i = 0; i < floors.length; i++) {
            events.add(new ArrayList<>());
        }
        waiting.forEach(event -> events.get(keyGroupIndex(event)).add(event));
        return events;
    }

    private int keyGroupIndex(T event) {
        return KeyGroupRangeAssignment.assignToKeyGroup(kind.key(event), maxParallelism) - keyGroups.getStartKeyGroup();
    }
}
