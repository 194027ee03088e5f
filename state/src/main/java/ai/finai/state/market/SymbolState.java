package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the market job keeps of a symbol, in one entry that is read and written once a batch. Its size is bounded.
 * Changed in place; not thread-safe.
 */
public final class SymbolState {

    /** No timer is set. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * After so much event time without an event a symbol is forgotten: it is no longer traded. More than a year, so that
     * nothing that has a season is. Milliseconds.
     */
    public static final long RETENTION_MILLIS = 400L * 24 * 60 * 60 * 1_000;

    private @Nullable SymbolStatistics statistics;
    private @Nullable String index;
    private @Nullable BarWindow window;
    private final WatchedSymbol watched;
    private final AnnouncedSplits splits;
    private final BarUnit unit;
    private long timer = NEVER;
    private long forgetTimer = NEVER;
    private long lastEvent = Long.MIN_VALUE;

    /** Of a symbol of which nothing is known. */
    public SymbolState() {
        this(new WatchedSymbol(), new AnnouncedSplits(), new BarUnit());
    }

    private SymbolState(WatchedSymbol watched, AnnouncedSplits splits, BarUnit unit) {
        this.watched = watched;
        this.splits = splits;
        this.unit = unit;
    }

    /** Null before the first bar. */
    public @Nullable SymbolStatistics statistics() {
        return statistics;
    }

    /** The next bar is compared with none before it. */
    public void forgetStatistics() {
        statistics = null;
    }

    public void statistics(SymbolStatistics now) {
        statistics = now;
    }

    /** What forecasts are made from; null where no model makes any. */
    public @Nullable BarWindow window() {
        return window;
    }

    public void window(@Nullable BarWindow now) {
        window = now;
    }

    /** Sees to it that returns are paired with those of this index: what there was of another one is dropped. */
    public void compareWith(@Nullable String symbol) {
        if (!Objects.equals(index, symbol)) {
            index = symbol;
            if (statistics != null) {
                statistics.pairs().clear();
            }
        }
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

    /** When it is looked whether the symbol is to be forgotten; {@link #NEVER} if no such timer is set. */
    public long forgetTimer() {
        return forgetTimer;
    }

    public void forgetTimer(long eventTime) {
        forgetTimer = eventTime;
    }

    /** Event time of the latest event; {@link Long#MIN_VALUE} without any. */
    public long lastEvent() {
        return lastEvent;
    }

    /**
     * Whether there was no event for {@link #RETENTION_MILLIS} at an event time: what is kept is then of no use, whether or not
     * it is still there.
     */
    public boolean isForgotten(long eventTime) {
        return lastEvent != Long.MIN_VALUE && lastEvent + RETENTION_MILLIS <= eventTime;
    }

    /** One of which nothing is known but the timers, which are set. */
    public SymbolState anew() {
        SymbolState state = new SymbolState();
        state.timer = timer;
        state.forgetTimer = forgetTimer;
        return state;
    }

    /** Notes that something happened. */
    public void seen(long eventTime) {
        lastEvent = Math.max(lastEvent, eventTime);
    }

    /** What its bars are to be put into the units of. */
    public AnnouncedSplits splits() {
        return splits;
    }

    /** What its bars have in common. */
    public BarUnit unit() {
        return unit;
    }

    void write(CompactWriter out) {
        out.writeSigned(timer);
        out.writeSigned(forgetTimer);
        out.writeSigned(lastEvent);
        SymbolStatistics present = statistics;
        out.writeByte(present == null ? 0 : 1);
        if (present != null) {
            present.write(out);
        }
        out.writeString(index);
        watched.write(out);
        splits.write(out);
        BarWindow bars = window;
        out.writeByte(bars == null ? 0 : 1);
        if (bars != null) {
            bars.write(out);
        }
        unit.write(out);
    }

    /** @param format of the bytes; before {@link SymbolStateSerializer#WITH_UNIT} the next bar says what the others are */
    static SymbolState read(CompactReader in, int format) throws IOException {
        long timer = in.readSigned();
        long forgetTimer = in.readSigned();
        long lastEvent = in.readSigned();
        SymbolStatistics statistics = in.readByte() == 0 ? null : SymbolStatistics.read(in);
        String index = in.readRepeated();
        WatchedSymbol watched = WatchedSymbol.read(in);
        AnnouncedSplits splits = AnnouncedSplits.read(in);
        BarWindow window = in.readByte() == 0 ? null : BarWindow.read(in);
        BarUnit unit = format < SymbolStateSerializer.WITH_UNIT ? new BarUnit() : BarUnit.read(in);
        SymbolState state = new SymbolState(watched, splits, unit);
        state.timer = timer;
        state.forgetTimer = forgetTimer;
        state.lastEvent = lastEvent;
        state.statistics = statistics;
        state.index = index;
        state.window = window;
        return state;
    }
}
