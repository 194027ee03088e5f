package ai.finai.cli.input.market;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a row can be. */
public enum MarketKind {
    PRICES(
            List.of("symbol", "start", "interval", "open", "high", "low", "close", "volume", "currency"),
            Set.of("start", "interval", "open", "high", "low", "close", "volume", "currency")),
    NEWS(
            List.of("newsId", "published", "headline", "body", "source", "symbols"),
            Set.of("newsId", "published", "headline", "symbols")),
    SPLITS(List.of("symbol", "effective", "ratio"), Set.of("effective", "ratio"));

    /** As in the topic of that name. */
    private final List<String> fields;
    /** What it must have, and no other kind may. */
    private final Set<String> own;

    MarketKind(List<String> fields, Set<String> own) {
        this.fields = fields;
        this.own = own;
    }

    List<String> fields() {
        return fields;
    }

    Set<String> own() {
        return own;
    }

    /** What a file with these columns has the most of, in FinAI's own names; null where it has none of any. */
    static @Nullable MarketKind of(List<String> columns) {
        MarketKind most = null;
        long found = 0;
        for (MarketKind kind : values()) {
            long here = columns.stream().filter(kind.own::contains).count();
            if (here > found) {
                most = kind;
                found = here;
            }
        }
        return most;
    }

    /** {@code prices}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
