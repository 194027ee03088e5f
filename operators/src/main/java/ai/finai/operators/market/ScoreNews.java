package ai.finai.operators.market;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.operators.Named;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentiment of each headline with a model. A headline is read alone, so what is said of it depends on nothing else.
 * One that has no words is neutral by definition; one of which the model gives no probabilities has no sentiment, and is
 * counted.
 */
public final class ScoreNews {

    private ScoreNews() {}

    /**
     * The model. It travels with the job graph.
     *
     * @param file the bytes of its ONNX file, of the kind {@code text}
     * @param vocabulary the bytes of the file that its contract names
     * @param parallelism of this stage, for large models; 0 for that of the job
     */
    public record Model(byte[] file, byte[] vocabulary, int parallelism) implements Serializable {}

    /** @param model null for none: no news has a sentiment */
    public static DataStream<ScoredNews> of(DataStream<NewsItem> news, @Nullable Model model) {
        SingleOutputStreamOperator<ScoredNews> scored =
                model == null ? news.map(ScoredNews::unscored) : news.map(new ScoreNewsFunction(model));
        if (model != null && model.parallelism() > 0) {
            scored.setParallelism(model.parallelism());
        }
        return Named.as(MarketOperator.SCORE_NEWS, EventTypes.SCORED_NEWS, scored);
    }
}
