package ai.finai.operators.market;

import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolState;
import java.util.function.Consumer;

/** Events that event time had passed when they came: news and splits count up to a bound, all else is reported. */
final class LateSymbolEvents {

    private final SymbolStates states;
    private final SymbolWatch watch;
    private final SymbolMetrics measured;
    private final Consumer<LateMarketEvent> out;

    /**
     * @param states between two batches
     * @param out takes those that do not count
     */
    LateSymbolEvents(SymbolStates states, SymbolWatch watch, SymbolMetrics measured, Consumer<LateMarketEvent> out) {
        this.states = states;
        this.watch = watch;
        this.measured = measured;
        this.out = out;
    }

    /** @param reached event time, when the event came */
    void take(SymbolEvent event, long reached) throws Exception {
        if (event.bar() != null || !counts(event, reached)) {
            measured.late();
            String other = event.split() == null ? "news" : "split";
            out.accept(new LateMarketEvent(
                    event.bar() == null ? other : "bar",
                    event.event().id(),
                    event.symbol(),
                    event.eventTime(),
                    reached,
                    event.event().origin()));
        }
    }

    /** Whether the news, or the split, is not too late. */
    private boolean counts(SymbolEvent event, long reached) throws Exception {
        SymbolState state = states.of(event.symbol());
        Split split = event.split();
        boolean counts =
                split == null ? takeNews(event, state, reached) : state.splits().isInTime(split);
        if (counts) {
            if (split != null) {
                state.splits().announce(split);
            }
            state.seen(event.eventTime());
        }
        if (state.lastEvent() == Long.MIN_VALUE) {
            states.leave(); // nothing is known of the symbol, and this does not count: it gets no state
        } else {
            states.write();
        }
        return counts;
    }

    private boolean takeNews(SymbolEvent event, SymbolState state, long reached) {
        ScoredNews news = event.news();
        watch.passed(event.symbol(), state.watched(), reached);
        boolean counts = news != null && watch.news(event.symbol(), state.watched(), news);
        if (counts) {
            measured.lateNews();
        }
        return counts;
    }
}
