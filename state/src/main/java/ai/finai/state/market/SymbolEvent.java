package ai.finai.state.market;

import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one symbol: a bar, news about it, or a split; exactly one of the three is there.
 *
 * @param symbol whose; news about several symbols is an event of each
 */
public record SymbolEvent(
        String symbol,
        @Nullable PriceBar bar,
        @Nullable ScoredNews news,
        @Nullable Split split) {

    /** By event time; at the same time splits, then news, then bars; then by symbol and id. */
    public static final Comparator<SymbolEvent> ORDER = Comparator.comparingLong(SymbolEvent::eventTime)
            .thenComparingInt(SymbolEvent::rank)
            .thenComparing(SymbolEvent::symbol)
            .thenComparing(event -> event.event().id());

    public static SymbolEvent of(PriceBar bar) {
        return new SymbolEvent(bar.symbol(), bar, null, null);
    }

    public static SymbolEvent of(String symbol, ScoredNews news) {
        return new SymbolEvent(symbol, null, news, null);
    }

    public static SymbolEvent of(Split split) {
        return new SymbolEvent(split.symbol(), null, null, split);
    }

    /** What happened. */
    public MarketEvent event() {
        if (bar != null) {
            return bar;
        }
        if (news != null) {
            return news.news();
        }
        if (split != null) {
            return split;
        }
        throw new IllegalStateException("an event of nothing");
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long eventTime() {
        return event().eventTime();
    }

    private int rank() {
        if (split != null) {
            return 0;
        }
        return news != null ? 1 : 2;
    }
}
