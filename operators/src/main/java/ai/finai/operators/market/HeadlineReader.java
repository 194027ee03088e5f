package ai.finai.operators.market;

import ai.finai.events.ModelName;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.Metrics;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Has a model read headlines, and counts what became of them. */
final class HeadlineReader implements AutoCloseable {

    private static final int HISTOGRAM_SIZE = 1_000;

    private final SentimentModel model;
    private final ModelName name;
    private final Counter scored;
    private final Counter wordless;
    private final Counter unscored;
    private final Histogram batchSize;

    /** @param model is closed with this */
    HeadlineReader(SentimentModel model, MetricGroup group) {
        this.model = model;
        name = new ModelName(
                model.contract().name(),
                model.contract().version(),
                model.file().sha256());
        scored = group.counter(Metrics.SCORED_NEWS);
        wordless = group.counter(Metrics.WORDLESS_NEWS);
        unscored = group.counter(Metrics.UNSCORED_NEWS);
        batchSize = group.histogram(Metrics.NEWS_BATCH_SIZE, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
    }

    /** Reads headlines at once: what is said of each, in their order. */
    List<Judgement> judge(List<String> headlines) {
        batchSize.update(headlines.size());
        return model.judge(headlines);
    }

    /** The news with what is said of its headline. */
    ScoredNews read(NewsItem news, Judgement judgement) {
        return switch (judgement.outcome()) {
            case JUDGED -> {
                scored.inc();
                yield scored(news, judgement);
            }
            case WORDLESS -> {
                wordless.inc();
                yield scored(news, judgement);
            }
            case WITHOUT_RESULT -> {
                unscored.inc();
                yield ScoredNews.unscored(news);
            }
        };
    }

    private ScoredNews scored(NewsItem news, Judgement judgement) {
        return new ScoredNews(
                news, new Sentiment(judgement.negative(), judgement.neutral(), judgement.positive()), name);
    }

    @Override
    public void close() {
        model.close();
    }
}
