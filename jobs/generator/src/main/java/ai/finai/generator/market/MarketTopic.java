package ai.finai.generator.market;

import java.util.Locale;

/** Where a record belongs: the name is also that of its topic, and of its file. */
public enum MarketTopic {
    PRICES,
    NEWS,
    SPLITS;

    /** {@code prices}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
