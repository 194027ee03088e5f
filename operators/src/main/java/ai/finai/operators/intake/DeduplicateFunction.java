package ai.finai.operators.intake;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Event;
import ai.finai.events.RejectionReason;
import ai.finai.operators.Metrics;
import ai.finai.state.Accepted;
import ai.finai.state.AcceptedSerializer;
import ai.finai.state.DeduplicationState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * See {@link Deduplicate}. What it remembers lies in {@link #SHARDS} shards of ids, in each by buckets of event time as
 * long as the window. Within the window of a transaction there are only its own bucket and its two neighbours, so three
 * maps that buckets take in turn are enough, and a bucket is forgotten as a whole once the watermark makes everything
 * that it could repeat late. The buckets of different shards end at different times, so that clearing is spread over the
 * window.
 *
 * <p>What is so late that its bucket would be forgotten at once is not remembered at all.
 *
 * <p>A timer for each id, the plain way, costs more than twice as much on RocksDB: it is written, searched and deleted,
 * and then its id is read once more. The price of this way: an id is kept for up to two windows, not one.
 */
final class DeduplicateFunction<T extends Event> extends KeyedProcessFunction<Integer, T, T>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Part of the state's format: never changed. A power of two. */
    static final int SHARDS = 1 << 13;

    private static final int MAPS = 3;
    private static final long NONE = Long.MIN_VALUE;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final EventKind<T> kind;
    private final long window;

    private transient MapState<String, Accepted>[] maps;
    private transient Function<T, byte[]> json;
    private transient Counter duplicates;
    private transient Counter conflicts;

    private transient ValueState<Long> newestKept;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
    private transient ListState<Long> windowKept;

    /** By shard what {@link #newestKept} says, {@link #NONE} for nothing, {@link #UNKNOWN} until it is first asked for. */
    private transient long[] newest;

    /** By shard: the bucket whose timer was set last, {@link #NONE} if it has gone off. */
    private transient long[] timers;

    /** @param window milliseconds of event time */
    DeduplicateFunction(EventKind<T> kind, long window) {
        this.kind = kind;
        this.window = window;
    }

    /** The key of this stage. Ids spread evenly over the shards, whatever they look like. */
    static int shard(Event event) {
        int hash = event.id().hashCode();
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return (hash ^ hash >>> 16) & (SHARDS - 1);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void open(OpenContext context) {
        maps = new MapState[MAPS];
        Arrays.setAll(maps, i -> getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        DeduplicationState.ACCEPTED.title() + '-' + i,
                        StringSerializer.INSTANCE,
                        AcceptedSerializer.INSTANCE)));
        newestKept = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        DeduplicationState.NEWEST_ACCEPTED.title(), LongSerializer.INSTANCE));
        newest = new long[SHARDS];
        Arrays.fill(newest, UNKNOWN);
        timers = new long[SHARDS];
        Arrays.fill(timers, NONE);
        json = kind.writer();
        duplicates = getRuntimeContext().getMetricGroup().counter(Metrics.DUPLICATES);
        conflicts = getRuntimeContext().getMetricGroup().counter(Metrics.CONFLICTING_DUPLICATES);
    }

    /** Which bucket an id is in depends on the window, so what one window has kept, another would not find. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        windowKept = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>(DeduplicationState.WINDOW.title(), LongSerializer.INSTANCE));
        for (long kept : windowKept.get()) {
            if (kept != window) {
                throw new IllegalStateException("deduplication.window is " + Duration.ofMillis(window)
                        + ", but the snapshot was made with " + Duration.ofMillis(kept)
                        + ", and what it remembers would be accepted again: set it back. Another window"
                        + " needs a start without a snapshot");
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        windowKept.update(List.of(window));
    }

    @Override
    public void processElement(T event, Context context, Collector<T> out) throws Exception {
        int shard = context.getCurrentKey();
        String id = event.id();
        long time = event.eventTime();
        long bucket = bucket(shard, time);
        long hash = kind.contentHash(event);

        Accepted here = map(bucket).get(id);
        Accepted known = within(here, time);
        if (known == null) {
            known = within(map(bucket - 1).get(id), time);
        }
        if (known == null && mayHold(shard, bucket + 1)) {
            known = within(map(bucket + 1).get(id), time);
        }
        if (known == null) {
            if (end(shard, bucket) > context.timerService().currentWatermark()) {
                remember(shard, bucket, id, new Accepted(time, hash, here), context);
            }
            out.collect(event);
        } else if (known.contentHash() == hash) {
            duplicates.inc();
        } else {
            conflicts.inc();
            context.output(Deduplicate.CONFLICTS, conflict(event));
        }
    }

    private void remember(int shard, long bucket, String id, Accepted accepted, Context context) throws Exception {
        map(bucket).put(id, accepted);
        if (!mayHold(shard, bucket)) {
            newest[shard] = bucket;
            newestKept.update(bucket);
        }
        if (timers[shard] != bucket) {
            timers[shard] = bucket;
            context.timerService().registerEventTimeTimer(end(shard, bucket));
        }
    }

    /** Everything that a transaction of this bucket could be repeated by is late from now on. */
    @Override
    public void onTimer(long time, OnTimerContext context, Collector<T> out) throws Exception {
        int shard = context.getCurrentKey();
        long bucket = bucket(shard, time) - 2;
        if (timers[shard] == bucket) {
            timers[shard] = NONE;
        }
        MapState<String, Accepted> map = map(bucket);
        if (mayHold(shard, bucket + MAPS)) {
            forget(map, time - window);
        } else {
            map.clear();
        }
        if (!mayHold(shard, bucket + 1)) {
            newestKept.clear();
            newest[shard] = NONE;
        }
    }

    /** Of a map that two buckets share, as event time has jumped. */
    private static void forget(MapState<String, Accepted> map, long until) throws Exception {
        boolean empty = true;
        for (Iterator<Map.Entry<String, Accepted>> entries = map.iterator(); entries.hasNext(); ) {
            Map.Entry<String, Accepted> entry = entries.next();
            Accepted left = entry.getValue().after(until);
            if (left == null) {
                entries.remove();
            } else {
                empty = false;
                if (left != entry.getValue()) {
                    entry.setValue(left);
                }
            }
        }
        if (empty) {
            map.clear();
        }
    }

    /** Whether the current shard may hold something in this bucket or a later one. */
    private boolean mayHold(int shard, long bucket) throws IOException {
        if (newest[shard] == UNKNOWN) {
            Long kept = newestKept.value();
            newest[shard] = kept == null ? NONE : kept;
        }
        return newest[shard] >= bucket;
    }

    private @Nullable Accepted within(@Nullable Accepted accepted, long time) {
        return accepted == null ? null : accepted.within(window, time);
    }

    private MapState<String, Accepted> map(long bucket) {
        return maps[Math.floorMod(bucket, MAPS)];
    }

    private long bucket(int shard, long time) {
        return Math.floorDiv(time + offset(shard), window);
    }

    /** The first watermark at which all that is in the bucket can be forgotten: the end of the next one. */
    private long end(int shard, long bucket) {
        return (bucket + 2) * window - offset(shard);
    }

    /** Shifts the shard's buckets. */
    private long offset(int shard) {
        return (long) ((double) window / SHARDS * shard);
    }

    private DeadLetter conflict(T event) {
        return DeadLetters.of(
                event.origin(),
                event.eventTime(),
                RejectionReason.CONFLICTING_DUPLICATE,
                "A " + kind.noun()
                        + " with this id and other content was accepted before; this one is written again in canonical"
                        + " form, as its bytes are gone. Send it under an id of its own if it is another one.",
                event.id().getBytes(StandardCharsets.UTF_8),
                json.apply(event));
    }
}
