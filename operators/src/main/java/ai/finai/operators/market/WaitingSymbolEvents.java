package ai.finai.operators.market;

import ai.finai.events.market.ScoredNews;
import ai.finai.operators.order.Waiting;
import ai.finai.state.market.SymbolEvent;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Events of symbols as the order of event time sees them. */
enum WaitingSymbolEvents implements Waiting<SymbolEvent> {
    INSTANCE;

    @Override
    public long time(SymbolEvent event) {
        return event.eventTime();
    }

    @Override
    public String key(SymbolEvent event) {
        return event.symbol();
    }

    @Override
    public Comparator<SymbolEvent> order() {
        return SymbolEvent.ORDER;
    }

    @Override
    public long bytes(SymbolEvent event) {
        ScoredNews news = event.news();
        return 250
                + (news == null
                        ? 0
                        : 200
                                + length(news.news().headline())
                                + length(news.news().body()));
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : 48 + 2L * text.length();
    }
}
