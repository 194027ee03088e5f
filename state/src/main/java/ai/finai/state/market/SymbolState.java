package ai.finai.state.market;

import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the market job keeps of a symbol, in one entry that is read and written once a batch. Its size is bounded.
 * Changed in place; not thread-safe.
 */
public final class SymbolState {

    /** No timer is set. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Splits that are announced and not yet in effect, at most. */
    private static final int MOST_SPLITS = 16;

    private @Nullable SymbolStatistics statistics;
    private final WatchedSymbol watched;
    private final List<Split> splits = new ArrayList<>(0);
    private long timer = NEVER;

    /** Of a symbol of which nothing is known. */
    public SymbolState() {
        this(new WatchedSymbol());
    }

    private SymbolState(WatchedSymbol watched) {
        this.watched = watched;
    }

    /** Null before the first bar. */
    public @Nullable SymbolStatistics statistics() {
        return statistics;
    }

    public void statistics(SymbolStatistics now) {
        statistics = now;
    }

    /** What rules remember. */
    public WatchedSymbol watched() {
        return watched;
    }

    /** When something is to be said of the symbol unless events change that; {@link #NEVER} if not. */
    public long timer() {
        return timer;
    }

    public void timer(long eventTime) {
        timer = eventTime;
    }

    /** Notes a split that has been announced. One at the same time as another is the same. */
    public void announce(Split split) {
        splits.removeIf(other -> other.effective() == split.effective());
        splits.add(split);
        splits.sort(Comparator.comparingLong(Split::effective));
        if (splits.size() > MOST_SPLITS) {
            splits.remove(MOST_SPLITS);
        }
    }

    /**
     * What the splits that a bar is the first one after come to: new units for an old one, 1 without any. They are taken out.
     *
     * @param start of the bar
     */
    public double splitUntil(long start) {
        double ratio = 1;
        while (!splits.isEmpty() && splits.get(0).effective() <= start) {
            ratio *= splits.remove(0).ratio();
        }
        return ratio;
    }

    void write(CompactWriter out) {
        out.writeSigned(timer);
        SymbolStatistics present = statistics;
        out.writeByte(present == null ? 0 : 1);
        if (present != null) {
            present.write(out);
        }
        watched.write(out);
        out.writeInt(splits.size());
        splits.forEach(split -> MarketCodec.write(out, split));
    }

    static SymbolState read(CompactReader in) throws IOException {
        long timer = in.readSigned();
        SymbolStatistics statistics = in.readByte() == 0 ? null : SymbolStatistics.read(in);
        SymbolState state = new SymbolState(WatchedSymbol.read(in));
        state.timer = timer;
        state.statistics = statistics;
        for (int left = in.readInt(); left > 0; left--) {
            state.splits.add(MarketCodec.readSplit(in));
        }
        return state;
    }
}
