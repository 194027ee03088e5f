package ai.finai.operators.market;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.models.TextModel;
import ai.finai.operators.Named;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentiment of each headline with a model. Headlines that come close to each other are read together, which changes
 * no result by one bit, so what is said of one depends on nothing else. One that has no words is neutral by definition; one of
 * which the model gives no probabilities has no sentiment, and is counted.
 */
public final class ScoreNews {

    private ScoreNews() {}

    /**
     * The model, and how it is run.
     *
     * @param source where subtasks read it from
     * @param parallelism of this stage, for large models; 0 for that of the job
     * @param batch headlines that are read at once, at most; 1 to {@link TextModel#LARGEST_BATCH}
     */
    public record Model(SentimentSource source, int parallelism, int batch) implements Serializable {

        private static final long serialVersionUID = 1L;

        public Model {
            if (batch < 1 || batch > TextModel.LARGEST_BATCH) {
                throw new IllegalArgumentException("batch " + batch + ": allowed are 1 to " + TextModel.LARGEST_BATCH);
            }
        }
    }

    /** @param model null for none: no news has a sentiment */
    public static DataStream<ScoredNews> of(DataStream<NewsItem> news, @Nullable Model model) {
        SingleOutputStreamOperator<ScoredNews> scored = model == null
                ? news.map(ScoredNews::unscored)
                : news.transform(
                        MarketOperator.SCORE_NEWS.title(), EventTypes.SCORED_NEWS, new ScoreNewsOperator(model));
        if (model != null && model.parallelism() > 0) {
            scored.setParallelism(model.parallelism());
        }
        return Named.as(MarketOperator.SCORE_NEWS, EventTypes.SCORED_NEWS, scored);
    }
}
