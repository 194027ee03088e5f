package ai.finai.operators.market;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.WatchedSymbol;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * News to each symbol that it is about, with what rules and reports of what is late read of it: without its body and its
 * other symbols, the headline cut to what is kept. The archive has the rest.
 */
final class NewsBySymbol implements FlatMapFunction<ScoredNews, SymbolEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(ScoredNews scored, Collector<SymbolEvent> out) {
        NewsItem news = scored.news();
        String headline = WatchedSymbol.headline(news.headline());
        for (String symbol : news.symbols()) {
            NewsItem less = new NewsItem(
                    news.id(), news.published(), headline, null, news.source(), List.of(symbol), news.origin());
            out.collect(SymbolEvent.of(symbol, new ScoredNews(less, scored.sentiment(), scored.model())));
        }
    }
}
