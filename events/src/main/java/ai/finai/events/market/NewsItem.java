package ai.finai.events.market;

import ai.finai.events.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of news about some symbols.
 *
 * @param id unique among all news
 * @param published milliseconds since 1970-01-01T00:00:00Z: its event time
 * @param headline not blank
 * @param body null where there is none
 * @param source who published it; null where that is not said
 * @param symbols whom it is about, without repetition, in the record's order; at least one
 * @param origin where it was read
 */
public record NewsItem(
        String id,
        long published,
        String headline,
        @Nullable String body,
        @Nullable String source,
        List<String> symbols,
        Origin origin)
        implements MarketEvent {

    public NewsItem {
        symbols = List.copyOf(symbols);
    }

    @Override
    public long eventTime() {
        return published;
    }
}
