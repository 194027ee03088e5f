package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.state.HeldPostings;
import ai.finai.state.PartialMatch;
import ai.finai.state.PostingSerializer;
import ai.finai.state.RuleMatches;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's shared buffer over maps in memory, which are filled from and written to one rule's part of an account's entry.
 * In those bytes postings are ordinals among the places that the entry's one partial match holds, so they follow when
 * the account forgets other postings.
 *
 * <p>One for all rules: each shared buffer starts a thread of its own, which is stopped at once here. Its event ids
 * begin anew with each millisecond and are remembered only while one of that millisecond is held, so it must never see
 * disorder.
 */
final class SharedPostings {

    /** The first byte; raised when what follows changes. */
    private static final byte FORMAT = 1;

    private static final int CACHED = 1_024;

    private final Map<EventId, Lockable<Posting>> events = new LinkedHashMap<>();
    private final Map<NodeId, Lockable<SharedBufferNode>> nodes = new LinkedHashMap<>();
    private final Map<Long, Integer> eventsOfTime = new LinkedHashMap<>();

    /** Of the postings that were loaded, by identity. */
    private final Map<Posting, Integer> places = new IdentityHashMap<>();

    private final SharedBuffer<Posting> buffer;
    private final OrdinalSerializer ordinals = new OrdinalSerializer();
    private final NFAStateSerializer states = new NFAStateSerializer();
    private final NodeId.NodeIdSerializer nodeIds = new NodeId.NodeIdSerializer();
    private final Lockable.LockableTypeSerializer<Posting> lockablePostings =
            new Lockable.LockableTypeSerializer<>(ordinals);
    private final Lockable.LockableTypeSerializer<SharedBufferNode> lockableNodes =
            new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer());
    private final DataOutputSerializer out = new DataOutputSerializer(512);

    SharedPostings() {
        KeyedStateStore store = (KeyedStateStore) Proxy.newProxyInstance(
                SharedPostings.class.getClassLoader(), new Class<?>[] {KeyedStateStore.class}, (self, method, args) -> {
                    if (!method.getName().equals("getMapState")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    String name = ((MapStateDescriptor<?, ?>) args[0]).getName();
                    return switch (name) {
                        case "sharedBuffer-events" -> new MapInMemory<>(events);
                        case "sharedBuffer-entries-with-lockable-edges" -> new MapInMemory<>(nodes);
                        case "sharedBuffer-events-count" -> new MapInMemory<>(eventsOfTime);
                        default -> throw new UnsupportedOperationException(name);
                    };
                });
        buffer = new SharedBuffer<>(
                store, new PostingSerializer(), new SharedBufferCacheConfig(CACHED, CACHED, Duration.ofDays(1)));
        buffer.releaseCacheStatisticsTimer();
    }

    /** Must be closed before anything is saved or counted. */
    SharedBufferAccessor<Posting> accessor() {
        return buffer.getAccessor();
    }

    /** How many postings are held. */
    int size() {
        return events.size();
    }

    void clear() {
        events.clear();
        nodes.clear();
        eventsOfTime.clear();
        places.clear();
    }

    /**
     * Fills the maps with what a rule has kept.
     *
     * @throws IOException if the bytes are of another format
     */
    NFAState load(byte[] program, PartialMatch holder, HeldPostings held) throws IOException {
        clear();
        DataInputDeserializer in = new DataInputDeserializer(program);
        if (in.readByte() != FORMAT) {
            throw new IOException("the state of Flink's NFA has another format");
        }
        ordinals.postings = new Posting[holder.taken()];
        int next = 0;
        for (int run = 0; run < holder.runs(); run++) {
            for (int place = holder.runFrom(run); place < holder.runTo(run); place++) {
                Posting posting = held.get(place);
                ordinals.postings[next++] = posting;
                places.put(posting, place);
            }
        }
        for (int i = in.readInt(); i > 0; i--) {
            eventsOfTime.put(in.readLong(), in.readInt());
        }
        for (int i = in.readInt(); i > 0; i--) {
            EventId id = EventId.EventIdSerializer.INSTANCE.deserialize(in);
            events.put(id, lockablePostings.deserialize(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            NodeId id = nodeIds.deserialize(in);
            nodes.put(id, lockableNodes.deserialize(in));
        }
        return states.deserialize(in);
    }

    /** Writes the maps into what a rule keeps, unless that is the same as before; whether it is not. */
    boolean save(NFAState state, RuleMatches matches, Turn turn) throws IOException {
        int[] held = new int[events.size()];
        Set<Long> times = new HashSet<>();
        int next = 0;
        for (Map.Entry<EventId, Lockable<Posting>> event : events.entrySet()) {
            Posting posting = event.getValue().getElement();
            Integer place = places.get(posting);
            if (place == null) {
                place = turn.place();
                places.put(posting, place);
            }
            held[next++] = place;
            times.add(event.getKey().getTimestamp());
        }
        Arrays.sort(held);
        ordinals.held = held;
        eventsOfTime.keySet().retainAll(times);
        out.clear();
        out.writeByte(FORMAT);
        out.writeInt(eventsOfTime.size());
        for (Map.Entry<Long, Integer> count : eventsOfTime.entrySet()) {
            out.writeLong(count.getKey());
            out.writeInt(count.getValue());
        }
        out.writeInt(events.size());
        for (Map.Entry<EventId, Lockable<Posting>> event : events.entrySet()) {
            EventId.EventIdSerializer.INSTANCE.serialize(event.getKey(), out);
            lockablePostings.serialize(event.getValue(), out);
        }
        out.writeInt(nodes.size());
        for (Map.Entry<NodeId, Lockable<SharedBufferNode>> node : nodes.entrySet()) {
            nodeIds.serialize(node.getKey(), out);
            lockableNodes.serialize(node.getValue(), out);
        }
        states.serialize(state, out);
        byte[] bytes = out.getCopyOfBuffer();
        if (matches.size() > 0 && Arrays.equals(bytes, matches.program()) && sameAs(held, matches.get(0))) {
            return false;
        }
        matches.program(
                bytes, PartialMatch.holding(held, turn.state().postings().eventTime(held[0])));
        turn.release();
        return true;
    }

    private static boolean sameAs(int[] held, PartialMatch holder) {
        if (held.length != holder.taken()) {
            return false;
        }
        int next = 0;
        for (int run = 0; run < holder.runs(); run++) {
            for (int place = holder.runFrom(run); place < holder.runTo(run); place++) {
                if (held[next++] != place) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A posting as its ordinal among those held. */
    private final class OrdinalSerializer extends TypeSerializerSingleton<Posting> {

        private static final long serialVersionUID = 1;

        /** When writing: the places of the postings, ascending. */
        private transient int[] held = {};

        /** When reading: the postings. */
        private transient Posting[] postings = {};

        @Override
        public void serialize(Posting posting, DataOutputView target) throws IOException {
            Integer place = places.get(posting);
            if (place == null) {
                throw new IOException("a posting that is not held");
            }
            target.writeInt(Arrays.binarySearch(held, place));
        }

        @Override
        public Posting deserialize(DataInputView source) throws IOException {
            int ordinal = source.readInt();
            if (ordinal < 0 || ordinal >= postings.length) {
                throw new IOException("a posting that is not held");
            }
            return postings[ordinal];
        }

        @Override
        public Posting deserialize(Posting reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Posting createInstance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Posting copy(Posting from) {
            return from;
        }

        @Override
        public Posting copy(Posting from, Posting reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return Integer.BYTES;
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.writeInt(source.readInt());
        }

        @Override
        public TypeSerializerSnapshot<Posting> snapshotConfiguration() {
            throw new UnsupportedOperationException("never part of a snapshot by itself");
        }
    }
}
