package ai.finai.operators.market;

import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.operators.market.statistics.LogReturn;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import ai.finai.state.market.AnnouncedSplits;
import ai.finai.state.market.BarUnit;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
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

    /** Of the bytes that a snapshot holds, but for the events in them, which have one of their own. */
    private static final int FORMAT = 2;

    /** The first format that has the index's {@link BarUnit}. */
    private static final int WITH_UNIT = 2;

    /** The bar that a return is of. */
    private record Bar(long start, long interval) {}

    private final @Nullable String symbol;
    private final SymbolEventSerializer events = new SymbolEventSerializer();
    private final PriorityQueue<SymbolEvent> waiting = new PriorityQueue<>(SymbolEvent.ORDER);
    private final Map<Bar, Double> returns = new LinkedHashMap<>();
    private AnnouncedSplits splits = new AnnouncedSplits();
    private BarUnit unit = new BarUnit();
    private double lastClose = Double.NaN;
    private long reached = Long.MIN_VALUE;

    /**
     * Takes up what a snapshot holds. Of another index that is no more than how far event time had come.
     *
     * @param symbol the index; null for none
     * @param kept what {@link #toBytes} gave; null for nothing
     */
    IndexReturns(@Nullable String symbol, byte @Nullable [] kept) {
        this.symbol = symbol;
        if (kept != null) {
            read(CompactReader.of(kept));
        }
    }

    /** Takes a bar or a split of the index. */
    void add(SymbolEvent event) {
        Split split = event.split();
        if (event.eventTime() > reached) {
            waiting.add(event);
        } else if (split != null && splits.isInTime(split)) {
            splits.announce(split);
        }
    }

    /** Takes in what is not after an event time; what comes later and is not after it either is late. */
    void advance(long eventTime) {
        reached = Math.max(reached, eventTime);
        for (SymbolEvent next = waiting.peek(); next != null && next.eventTime() <= reached; next = waiting.peek()) {
            waiting.poll();
            PriceBar bar = next.bar();
            Split split = next.split();
            if (split != null) {
                splits.announce(split);
            } else if (bar != null) {
                take(bar);
            }
        }
    }

    /** One that is refused as a bar of its symbol is none of the index. */
    private void take(PriceBar bar) {
        switch (unit.take(bar)) {
            case SAME -> {}
            case ANEW -> lastClose = Double.NaN;
            case OTHER_INTERVAL, OTHER_CURRENCY -> {
                return;
            }
        }
        double before = AnnouncedSplits.divided(lastClose, splits.until(bar.start()));
        if (!Double.isNaN(before)) {
            returns.put(new Bar(bar.start(), bar.interval()), LogReturn.of(before, bar.close()));
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

    byte[] toBytes() {
        CompactWriter out = new CompactWriter();
        out.writeByte(FORMAT);
        out.writeByte(SymbolEventSerializer.FORMAT);
        out.writeString(symbol);
        out.writeSigned(reached);
        out.writeDouble(lastClose);
        out.writeInt(returns.size());
        returns.forEach((bar, logReturn) -> {
            out.writeSigned(bar.start);
            out.writeSigned(bar.interval);
            out.writeDouble(logReturn);
        });
        splits.write(out);
        out.writeInt(waiting.size());
        waiting.stream().sorted(SymbolEvent.ORDER).forEach(event -> events.write(out, event));
        unit.write(out);
        return out.toBytes();
    }

    private void read(CompactReader in) {
        int format = in.readByte();
        if (format != 1) {
            check("index", format, FORMAT);
        }
        check("waiting events of the index", in.readByte(), SymbolEventSerializer.FORMAT);
        boolean same = Objects.equals(in.readString(), symbol);
        reached = in.readSigned();
        if (!same) {
            return;
        }
        lastClose = in.readDouble();
        for (int left = in.readInt(); left > 0; left--) {
            returns.put(new Bar(in.readSigned(), in.readSigned()), in.readDouble());
        }
        splits = AnnouncedSplits.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            waiting.add(events.read(in));
        }
        if (format >= WITH_UNIT) {
            unit = BarUnit.read(in);
        }
    }

    private static void check(String what, int format, int read) {
        if (format != read) {
            throw new IllegalStateException("the snapshot's " + what + " has format " + format + ", this release reads "
                    + read + ": restore it with the release that wrote it, or a later one");
        }
    }
}
