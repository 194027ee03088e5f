package ai.finai.cli.input.market;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a row can be. */
public enum MarketKind {
    PRICES(
            List.of("symbol", "start", "interval", "open", "high", "low", "close", "volume", "currency"),
            List.of("open", "high", "low", "close")),
    NEWS(List.of("newsId", "published", "headline", "body", "source", "symbols"), List.of("headline")),
    SPLITS(List.of("symbol", "effective", "ratio"), List.of("ratio", "effective"));

    /** As in the topic of that name. */
    private final List<String> fields;
    /** One of them tells what a row is. */
    private final List<String> telling;

    MarketKind(List<String> fields, List<String> telling) {
        this.fields = fields;
        this.telling = telling;
    }

    List<String> fields() {
        return fields;
    }

    /** What a row with these fields is, in FinAI's own names; null where they do not say. */
    static @Nullable MarketKind of(Iterable<String> names) {
        for (String name : names) {
            for (MarketKind kind : values()) {
                if (kind.telling.contains(name)) {
                    return kind;
                }
            }
        }
        return null;
    }

    /** {@code prices}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
