package ai.finai.operators.market;

import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import ai.finai.state.MarketState;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The index's log returns of late, by the bar that they are of: what other symbols' returns are compared with. Every subtask
 * has all of them. Its bars and splits come out of order and wait for the watermark, as those of every symbol.
 *
 * <p>Bars that are late change nothing. The watermark of the snapshot stays the floor of what is late after a restore.
 */
final class IndexReturns {

    /** More bars of the index than this ago, a symbol's bar cannot be compared any more. */
    private static final int KEPT = 1024;

    private static final String KEY = "index";

    /** Of the bytes that a snapshot holds. */
    private static final int FORMAT = 1;

    /** The bar that a return is of. */
    private record Bar(long start, long interval) {}

    private final BroadcastState<String, byte[]> state;
    private final SymbolEventSerializer events = new SymbolEventSerializer();
    private final PriorityQueue<SymbolEvent> waiting = new PriorityQueue<>(SymbolEvent.ORDER);
    private final Map<Bar, Double> returns = new LinkedHashMap<>();
    private final List<Split> splits = new ArrayList<>();
    private double lastClose = Double.NaN;
    private long reached = Long.MIN_VALUE;

    /** Takes up what a snapshot holds. */
    IndexReturns(OperatorStateStore store) throws Exception {
        state = store.getBroadcastState(new MapStateDescriptor<>(
                MarketState.INDEX.title(), Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        byte[] kept = state.get(KEY);
        if (kept != null) {
            read(kept);
        }
    }

    /** Takes a bar or a split of the index. */
    void add(SymbolEvent event) {
        if (event.eventTime() > reached) {
            waiting.add(event);
        }
    }

    /** Takes in what the watermark has passed. */
    void advance(long watermark) {
        reached = Math.max(reached, watermark);
        for (SymbolEvent next = waiting.peek(); next != null && next.eventTime() <= reached; next = waiting.peek()) {
            waiting.poll();
            PriceBar bar = next.bar();
            Split split = next.split();
            if (split != null) {
                splits.add(split);
            } else if (bar != null) {
                take(bar);
            }
        }
    }

    private void take(PriceBar bar) {
        for (Split split : List.copyOf(splits)) {
            if (bar.start() >= split.effective()) {
                lastClose /= split.ratio();
                splits.remove(split);
            }
        }
        if (!Double.isNaN(lastClose)) {
            returns.put(new Bar(bar.start(), bar.interval()), StrictMath.log(bar.close() / lastClose));
            if (returns.size() > KEPT) {
                returns.remove(returns.keySet().iterator().next());
            }
        }
        lastClose = bar.close();
    }

    /** Of the same time as a bar; NaN where it is not known. */
    double during(PriceBar bar) {
        Double logReturn = returns.get(new Bar(bar.start(), bar.interval()));
        return logReturn == null ? Double.NaN : logReturn;
    }

    void snapshot() throws Exception {
        CompactWriter out = new CompactWriter();
        out.writeByte(FORMAT);
        out.writeDouble(lastClose);
        out.writeSigned(reached);
        out.writeInt(returns.size());
        returns.forEach((bar, logReturn) -> {
            out.writeSigned(bar.start);
            out.writeSigned(bar.interval);
            out.writeDouble(logReturn);
        });
        out.writeInt(splits.size());
        splits.forEach(split -> events.write(out, SymbolEvent.of(split)));
        out.writeInt(waiting.size());
        waiting.stream().sorted(SymbolEvent.ORDER).forEach(event -> events.write(out, event));
        state.put(KEY, out.toBytes());
    }

    private void read(byte[] kept) {
        CompactReader in = CompactReader.of(kept);
        int format = in.readByte();
        if (format != FORMAT) {
            throw new IllegalStateException("the snapshot's index has format " + format + ", this release reads "
                    + FORMAT + ": restore it with the release that wrote it, or a later one");
        }
        lastClose = in.readDouble();
        reached = in.readSigned();
        for (int left = in.readInt(); left > 0; left--) {
            returns.put(new Bar(in.readSigned(), in.readSigned()), in.readDouble());
        }
        for (int left = in.readInt(); left > 0; left--) {
            @Nullable Split split = events.read(in).split();
            if (split != null) {
                splits.add(split);
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            waiting.add(events.read(in));
        }
    }
}
