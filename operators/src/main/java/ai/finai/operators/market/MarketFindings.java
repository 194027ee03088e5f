package ai.finai.operators.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.patterns.market.MarketRule;

/** What comes out of a {@link SymbolWatch}. */
public interface MarketFindings {

    /** Something is said, for the first time or again. */
    void alert(MarketAlert alert);

    /** A large move is not looked at, because the rule waits for news of too many. An alert may be missing. */
    default void moveNotKept(MarketRule rule) {}

    /**
     * A symbol has more news than are kept. What the rule said of earlier news no longer changes, and the sentiment is that
     * of the latest.
     */
    default void newsCrowded(MarketRule rule) {}
}
