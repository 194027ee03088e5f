package ai.finai.operators.market.sentiment;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.models.ModelStatus;
import ai.finai.models.TextModel;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.Named;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentiment of each headline with the model in force. Headlines that come close to each other are read together, which
 * changes no result by one bit, so what is said of one depends on nothing but the model. One that has no words is neutral by
 * definition; one of which the model gives no probabilities has no sentiment, and is counted. Without a model no news has any.
 *
 * <p>A {@link ControlMessage} may order another model ({@link ai.finai.models.ModelOrder}, of the role sentiment). Event time is
 * that of the news alone: the control stream's watermarks and idleness are ignored.
 *
 * @param news every item once
 * @param modelStatus what became of the models that were ordered
 */
public record ScoreNews(DataStream<ScoredNews> news, DataStream<ModelStatus> modelStatus) {

    static final OutputTag<ModelStatus> MODEL_STATUS =
            new OutputTag<>("sentiment-model-status", EventTypes.MODEL_STATUS);

    /**
     * What reads, and how it is run.
     *
     * @param model in force from the start, and until another is ordered; null for none
     * @param parallelism of this stage, for large models; 0 for that of the job
     * @param batch headlines that are read at once, at most; 1 to {@link TextModel#LARGEST_BATCH}
     * @param job the job's name, for its statuses and snapshots
     * @param release of FinAI, for the same
     */
    public record Config(
            @Nullable ModelSource<SentimentModel> model, int parallelism, int batch, String job, String release)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        public Config {
            if (batch < 1 || batch > TextModel.LARGEST_BATCH) {
                throw new IllegalArgumentException("batch " + batch + ": allowed are 1 to " + TextModel.LARGEST_BATCH);
            }
        }
    }

    public static ScoreNews of(DataStream<NewsItem> news, DataStream<ControlMessage> control, Config config) {
        SingleOutputStreamOperator<ScoredNews> scored = news.connect(control.broadcast())
                .transform(MarketOperator.SCORE_NEWS.title(), EventTypes.SCORED_NEWS, new ScoreNewsOperator(config));
        if (config.parallelism() > 0) {
            scored.setParallelism(config.parallelism());
        }
        Named.as(MarketOperator.SCORE_NEWS, EventTypes.SCORED_NEWS, scored);
        return new ScoreNews(scored, scored.getSideOutput(MODEL_STATUS));
    }
}
