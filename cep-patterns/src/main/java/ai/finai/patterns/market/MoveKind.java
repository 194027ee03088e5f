package ai.finai.patterns.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.Narrative;
import java.time.Duration;
import java.util.List;

/** A kind that joins a large move with the news around it. News may come after the bar, and out of order. */
public interface MoveKind extends MarketRuleKind {

    /** An interval that is longer counts as this long where news is looked for. */
    Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /** Whether a bar is a large move; one whose figures are undefined is none. */
    boolean isLarge(WatchedBar bar);

    /** How far before the bar news is looked for. */
    Duration before();

    /** How far after the bar news is looked for. */
    Duration after();

    /** Whether a large move is only spoken of once all the time in which news is looked for has passed. */
    boolean waits();

    /** Whether a large move is worth an alert if there is news in that time, or if there is none. */
    boolean alerts(boolean news);

    /**
     * Says what was found, with the real figures; for a move that is worth an alert.
     *
     * @param news the latest in the time in which it is looked for, in order; at most {@code most}
     */
    Narrative narrate(WatchedBar move, List<MarketAlert.Headline> news, int most);

    /** First instant in which news is looked for, milliseconds: {@link #before} before the bar's start. */
    default long newsFrom(PriceBar bar) {
        return bar.end() - Math.min(bar.interval(), LONGEST_INTERVAL.toMillis()) - before().toMillis();
    }

    /** Last instant in which news is looked for, milliseconds, included: {@link #after} after the bar's end. */
    default long newsUntil(PriceBar bar) {
        return bar.end() + after().toMillis();
    }
}
