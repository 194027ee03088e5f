package ai.finai.operators.market;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.operators.Named;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Reads the sentiment of news with a model. */
public final class ScoreNews {

    private ScoreNews() {}

    /** Without a model: no news has a sentiment. */
    public static DataStream<ScoredNews> of(DataStream<NewsItem> news) {
        return Named.as(MarketOperator.SCORE_NEWS, EventTypes.SCORED_NEWS, news.map(ScoredNews::unscored));
    }
}
