package ai.finai.operators;

import ai.finai.events.Posting;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
 * Puts the postings of one subtask into {@link Posting#ORDER}: they wait here until the watermark has passed their time.
 *
 * <p>Waiting postings are in memory, for they are as many as the rate times the time they may be out of order. A snapshot
 * holds them by key group, so a rescaled job finds each where its account has gone, and with them the key group's
 * <em>floor</em>: the watermark that had passed at the snapshot. After a restore watermarks start anew, from below; the
 * floor keeps what was late before it late.
 *
 * <p>A key group in a snapshot, format 1: the format (int), the floor (long), how many postings (int), and, if there are
 * any, the snapshot of their serializer and the postings in no order.
 */
final class EventOrder {

    private static final int FORMAT = 1;

    private final KeyGroupRange keyGroups;
    private final int maxParallelism;
    private final TypeSerializer<Posting> serializer;
    private final PostingHeap waiting = new PostingHeap();
    private final long[] floors;
    private long highestFloor = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;

    /** @param keyGroups of this subtask, out of {@code maxParallelism} in all */
    EventOrder(KeyGroupRange keyGroups, int maxParallelism, TypeSerializer<Posting> serializer) {
        this.keyGroups = keyGroups;
        this.maxParallelism = maxParallelism;
        this.serializer = serializer;
        this.floors = new long[keyGroups.getNumberOfKeyGroups()];
        Arrays.fill(floors, Long.MIN_VALUE);
    }

    /** How far event time has come for the account of a posting: what is at or before it is late. */
    long reached(Posting posting) {
        return watermark >= highestFloor ? watermark : Math.max(watermark, floors[keyGroupIndex(posting)]);
    }

    /** @param posting that is not late: after {@link #reached} */
    void add(Posting posting) {
        waiting.add(posting);
    }

    /** @param watermark not before the one given last */
    void advance(long watermark) {
        this.watermark = watermark;
    }

    /** Takes out the next posting that the watermark has passed, or null where none is left. */
    @Nullable
    Posting poll() {
        return waiting.poll(watermark);
    }

    /** {@link Long#MIN_VALUE} before the first one. */
    long watermark() {
        return watermark;
    }

    int size() {
        return waiting.size();
    }

    /** An estimate of the heap that the waiting postings take. */
    long bytes() {
        return waiting.bytes();
    }

    void snapshot(KeyedStateCheckpointOutputStream out) throws IOException {
        Posting[][] byKeyGroup = byKeyGroup();
        DataOutputView view = new DataOutputViewStreamWrapper(out);
        for (int i = 0; i < floors.length; i++) {
            long floor = Math.max(watermark, floors[i]);
            Posting[] postings = byKeyGroup[i];
            if (floor == Long.MIN_VALUE && postings.length == 0) {
                continue;
            }
            out.startNewKeyGroup(keyGroups.getStartKeyGroup() + i);
            view.writeInt(FORMAT);
            view.writeLong(floor);
            view.writeInt(postings.length);
            if (postings.length > 0) {
                TypeSerializerSnapshot.writeVersionedSnapshot(view, serializer.snapshotConfiguration());
                for (Posting posting : postings) {
                    serializer.serialize(posting, view);
                }
            }
        }
    }

    /** Takes in what a snapshot holds of one key group of this subtask. */
    void restore(int keyGroup, InputStream in, ClassLoader classLoader) throws IOException {
        DataInputView view = new DataInputViewStreamWrapper(in);
        int format = view.readInt();
        if (format != FORMAT) {
            throw new IOException("the snapshot's waiting postings have format " + format + ", this release reads "
                    + FORMAT + ": restore it with the release that wrote it, or a later one");
        }
        int index = keyGroup - keyGroups.getStartKeyGroup();
        floors[index] = Math.max(floors[index], view.readLong());
        highestFloor = Math.max(highestFloor, floors[index]);
        int count = view.readInt();
        if (count > 0) {
            TypeSerializer<Posting> written = writtenBy(view, classLoader);
            for (int i = 0; i < count; i++) {
                waiting.add(written.deserialize(view));
            }
        }
    }

    private TypeSerializer<Posting> writtenBy(DataInputView view, ClassLoader classLoader) throws IOException {
        TypeSerializerSnapshot<Posting> old = TypeSerializerSnapshot.readVersionedSnapshot(view, classLoader);
        if (serializer.snapshotConfiguration().resolveSchemaCompatibility(old).isIncompatible()) {
            throw new IOException(
                    "the snapshot's waiting postings were written in a form that this release does not read:"
                            + " restore it with the release that wrote it, or a later one");
        }
        return old.restoreSerializer();
    }

    private Posting[][] byKeyGroup() {
        int[] counts = new int[floors.length];
        waiting.forEach(posting -> counts[keyGroupIndex(posting)]++);
        Posting[][] postings = new Posting[floors.length][];
        Arrays.setAll(postings, i -> new Posting[counts[i]]);
        waiting.forEach(posting -> {
            int index = keyGroupIndex(posting);
            postings[index][--counts[index]] = posting;
        });
        return postings;
    }

    private int keyGroupIndex(Posting posting) {
        return KeyGroupRangeAssignment.assignToKeyGroup(posting.account(), maxParallelism)
                - keyGroups.getStartKeyGroup();
    }
}
