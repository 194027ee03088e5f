package ai.finai.cli.backtest.market;

import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What there was of one symbol: how many bars, from when until when, how many as foretold, and its largest moves. */
final class SymbolHistory {

    /** The year of the Julian calendar. */
    private static final double YEAR_MILLIS = 365.25 * 24 * 3600 * 1000;

    /** A bar's move, see {@link WatchedBar#logReturn}. Times are epoch milliseconds. */
    record Move(long start, long end, double logReturn) {

        /** The largest one first, up or down; of equal ones the earlier. */
        static final Comparator<Move> LARGEST_FIRST = Comparator.comparingDouble(
                        (Move move) -> -Math.abs(move.logReturn()))
                .thenComparingLong(Move::end)
                .thenComparingLong(Move::start);

        /** Whether this is a time in the bar. Its end is, its start is not: that is the end of the bar before. */
        boolean holds(long time) {
            return start < time && time <= end;
        }
    }

    private final int most;
    private final PriorityQueue<Move> moves = new PriorityQueue<>(Move.LARGEST_FIRST.reversed());
    private long bars;
    private long foretold;
    private long asForetold;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param most of the largest moves that are kept */
    SymbolHistory(int most) {
        this.most = most;
    }

    void add(WatchedBar watched) {
        PriceBar bar = watched.bar();
        bars++;
        first = Math.min(first, bar.start());
        last = Math.max(last, bar.end());
        Forecast forecast = watched.forecast();
        if (forecast != null) {
            foretold++;
            asForetold += forecast.holds(watched.logReturn()) ? 1 : 0;
        }
        if (most > 0 && !Double.isNaN(watched.logReturn())) {
            moves.add(new Move(bar.start(), bar.end(), watched.logReturn()));
            if (moves.size() > most) {
                moves.poll();
            }
        }
    }

    long bars() {
        return bars;
    }

    /** Bars of which a model had foretold an interval. */
    long foretold() {
        return foretold;
    }

    /** Those of them whose return was within it. */
    long asForetold() {
        return asForetold;
    }

    /** From the start of the first bar to the end of the last, weekends and all. */
    double years() {
        return bars == 0 ? 0 : (last - first) / YEAR_MILLIS;
    }

    /** The largest first. */
    List<Move> largest() {
        return moves.stream().sorted(Move.LARGEST_FIRST).toList();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(bars);
        out.writeLong(foretold);
        out.writeLong(asForetold);
        out.writeLong(first);
        out.writeLong(last);
        List<Move> kept = new ArrayList<>(moves);
        out.writeInt(kept.size());
        for (Move move : kept) {
            out.writeLong(move.start());
            out.writeLong(move.end());
            out.writeDouble(move.logReturn());
        }
    }

    static SymbolHistory read(DataInput in) throws IOException {
        long bars = in.readLong();
        long foretold = in.readLong();
        long asForetold = in.readLong();
        long first = in.readLong();
        long last = in.readLong();
        int kept = in.readInt();
        SymbolHistory history = new SymbolHistory(kept);
        history.bars = bars;
        history.foretold = foretold;
        history.asForetold = asForetold;
        history.first = first;
        history.last = last;
        for (int i = 0; i < kept; i++) {
            history.moves.add(new Move(in.readLong(), in.readLong(), in.readDouble()));
        }
        return history;
    }
}
