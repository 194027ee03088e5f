package ai.finai.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.WatchedSymbol;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class NewsBySymbolTest {

    @Test
    void eachSymbolGetsWhatRulesReadAndNoMore() {
        Origin origin = new Origin("news", 1, 7);
        NewsItem news =
                new NewsItem("N1", 5, "h".repeat(1_000), "b".repeat(100_000), "Wire", List.of("A", "B"), origin);
        Sentiment sentiment = new Sentiment(0.1f, 0.2f, 0.7f);
        ModelName model = new ModelName("sentiment", "1", "cd");
        List<SymbolEvent> events = new ArrayList<>();
        new NewsBySymbol().flatMap(new ScoredNews(news, sentiment, model), new ListCollector<>(events));

        String cut = "h".repeat(WatchedSymbol.HEADLINE - 1) + '…';
        assertThat(events)
                .containsExactly(
                        SymbolEvent.of(
                                "A",
                                new ScoredNews(
                                        new NewsItem("N1", 5, cut, null, "Wire", List.of("A"), origin),
                                        sentiment,
                                        model)),
                        SymbolEvent.of(
                                "B",
                                new ScoredNews(
                                        new NewsItem("N1", 5, cut, null, "Wire", List.of("B"), origin),
                                        sentiment,
                                        model)));
        assertThat(WatchedSymbol.headline(cut)).isSameAs(cut);
    }
}
