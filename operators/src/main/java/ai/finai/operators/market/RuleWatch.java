package ai.finai.operators.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.market.MarketRule;
import ai.finai.state.market.RuleMemory;
import ai.finai.state.market.WatchedSymbol;
import java.util.List;

/** Lets one rule look at what comes about one symbol after the other. Holds nothing of a symbol. */
interface RuleWatch {

    /** Of a time: never. */
    long NEVER = Long.MAX_VALUE;

    /**
     * News that has just come.
     *
     * @param before what was kept of the symbol's news, in order
     * @param after what is kept now; not necessarily with this one
     * @param crowded whether others are no longer kept because of it
     */
    record Arrival(
            String symbol,
            MarketAlert.Headline news,
            List<MarketAlert.Headline> before,
            List<MarketAlert.Headline> after,
            boolean crowded) {}

    MarketRule rule();

    default void bar(WatchedSymbol symbol, RuleMemory memory, WatchedBar bar) {}

    default void news(WatchedSymbol symbol, RuleMemory memory, Arrival arrival) {}

    /** Event time has come to {@link WatchedSymbol#passed}. */
    default void passed(WatchedSymbol symbol, RuleMemory memory) {}

    /** Event time at which the rule may have something to say though nothing comes; {@link #NEVER} if there is none. */
    default long next(WatchedSymbol symbol, RuleMemory memory) {
        return NEVER;
    }

    /** How long news is of use to the rule after its time, milliseconds. */
    default long newsKept() {
        return 0;
    }
}
