package ai.finai.generator.market;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the generated market: the truth to judge a detector by.
 *
 * @param symbol whose
 * @param time epoch milliseconds: of a jump, within the bar that holds it; of a halt, the start of the first bar that is
 *     missing; of a split, when it takes effect; of a change of volatility, the start of the first bar that has it; of a
 *     headline, when it was published
 * @param size of a jump, its log return; of a halt, its seconds of trading; of a split, new units for an old one; of a change
 *     of volatility, how many times the usual one it is from then on, 1 at the end; of a headline, -1, 0 or 1: bad, neither,
 *     good
 * @param newsId of the headline, or of the one that goes with the jump; null where there is none
 */
public record MarketLabel(
        String symbol,
        long time,
        Kind kind,
        double size,
        @Nullable String newsId) {

    /** In order of time, symbol and kind. */
    static final Comparator<MarketLabel> ORDER = Comparator.comparingLong(MarketLabel::time)
            .thenComparing(MarketLabel::symbol)
            .thenComparing(MarketLabel::kind);

    public enum Kind {
        /** The price jumps, and no headline says why. */
        JUMP,
        JUMP_WITH_NEWS,
        /** No bars for a while. */
        HALT,
        SPLIT,
        /** Prices move more than usual for days, or begin to move as usual again. */
        VOLATILITY_REGIME,
        /** One that goes with no jump. */
        HEADLINE;

        /** As in the file: {@code jump-with-news}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
