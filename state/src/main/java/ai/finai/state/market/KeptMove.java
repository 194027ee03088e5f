package ai.finai.state.market;

import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A large move that news may still change: the bar, the latest news of the time in which the rule looks for some, and what was
 * said of it. Changed in place; not thread-safe.
 */
public final class KeptMove {

    /** News kept of a move, the latest: as many as an alert about it lists. */
    public static final int NEWS = 5;

    private final WatchedBar bar;
    private final List<MarketAlert.Headline> news = new ArrayList<>(NEWS);
    private int revision;
    private boolean said;
    private boolean changed;

    /** Of its figures the return, the gap and the z-score are kept, the others are undefined. */
    public KeptMove(WatchedBar bar) {
        this(bar.bar(), bar.logReturn(), bar.gap(), bar.zScore());
    }

    private KeptMove(PriceBar bar, double logReturn, double gap, double zScore) {
        double none = Double.NaN;
        this.bar = new WatchedBar(bar, false, logReturn, gap, none, none, zScore, none, none, none, none, null);
    }

    public WatchedBar bar() {
        return bar;
    }

    /** Event time: the end of the bar. */
    public long end() {
        return bar.bar().end();
    }

    /** The latest news, at most {@link #NEWS}, in {@link WatchedSymbol#ORDER}. Not to be changed. */
    public List<MarketAlert.Headline> news() {
        return news;
    }

    /** Keeps news if it is among the latest. That changes what is to be said of the move. */
    public void add(MarketAlert.Headline more) {
        int place = news.size();
        while (place > 0 && WatchedSymbol.ORDER.compare(news.get(place - 1), more) > 0) {
            place--;
        }
        if (news.size() == NEWS) {
            if (place == 0) {
                return;
            }
            news.remove(0);
            place--;
        }
        news.add(place, more);
        changed = true;
    }

    /** Whether an alert about it is out and holds. */
    public boolean said() {
        return said;
    }

    /** Whether its news are others than when something was last said of it. */
    public boolean changed() {
        return changed;
    }

    /** The number of times that something was said of it, 0 at first. */
    public int revision() {
        return revision;
    }

    /** Notes that something is said of it now. @param holds whether that is that the alert holds */
    public int say(boolean holds) {
        said = holds;
        changed = false;
        return ++revision;
    }

    void write(CompactWriter out, Map<MarketAlert.Headline, Integer> places) {
        PriceBar price = bar.bar();
        out.writeByte((said ? 1 : 0) | (changed ? 2 : 0));
        out.writeInt(revision);
        out.writeString(price.symbol());
        out.writeSigned(price.start());
        out.writeLong(price.interval());
        out.writeDouble(price.open());
        out.writeDouble(price.high());
        out.writeDouble(price.low());
        out.writeDouble(price.close());
        out.writeLong(price.volume());
        out.writeString(price.currency());
        out.writeString(price.origin().source());
        out.writeInt(price.origin().partition());
        out.writeSigned(price.origin().offset());
        out.writeDouble(bar.logReturn());
        out.writeDouble(bar.gap());
        out.writeDouble(bar.zScore());
        out.writeInt(news.size());
        news.forEach(each -> out.writeInt(places.getOrDefault(each, -1)));
    }

    static KeptMove read(CompactReader in, List<MarketAlert.Headline> all) throws IOException {
        int flags = in.readByte();
        int revision = in.readInt();
        PriceBar price = new PriceBar(
                in.readRepeatedText(),
                in.readSigned(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readRepeatedText(),
                new Origin(in.readRepeatedText(), in.readInt(), in.readSigned()));
        KeptMove move = new KeptMove(price, in.readDouble(), in.readDouble(), in.readDouble());
        move.revision = revision;
        move.said = (flags & 1) != 0;
        move.changed = (flags & 2) != 0;
        for (int rest = in.readInt(); rest > 0; rest--) {
            int place = in.readInt();
            if (place < 0 || place >= all.size()) {
                throw new IOException("not a kept move: news " + place + " of " + all.size());
            }
            move.news.add(all.get(place));
        }
        return move;
    }
}
