package ai.finai.operators.market.sentiment;

import ai.finai.events.ModelName;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the model in force read headlines, as long as there is one, and counts what became of them. */
final class HeadlineReader {

    private static final Logger LOG = LoggerFactory.getLogger(HeadlineReader.class);

    private static final int HISTOGRAM_SIZE = 1_000;

    private final Counter scored;
    private final Counter wordless;
    private final Counter unscored;
    private final Histogram batchSize;
    private @Nullable SentimentModel model;
    private @Nullable ModelName name;
    private boolean awaited;

    HeadlineReader(MetricGroup group) {
        scored = group.counter(Metrics.SCORED_NEWS);
        wordless = group.counter(Metrics.WORDLESS_NEWS);
        unscored = group.counter(Metrics.UNSCORED_NEWS);
        batchSize = group.histogram(Metrics.NEWS_BATCH_SIZE, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
    }

    /** Who opened it closes it. Null for none: news then has no sentiment, and is not counted. */
    void use(@Nullable SentimentModel other) {
        model = other;
        awaited = false;
        name = other == null ? null : other.file().name();
        if (other != null && !other.alone().isEmpty()) {
            LOG.warn(
                    "Sentiment model {} {}: each headline runs alone, which takes longer than together: {}",
                    other.contract().name(),
                    other.contract().version(),
                    other.alone());
        }
    }

    /** There is a model, and it cannot be loaded yet: news has no sentiment, and is counted as such. */
    void useNoneYet() {
        use(null);
        awaited = true;
    }

    @Nullable
    SentimentModel model() {
        return model;
    }

    /** Of the model; null for none. */
    @Nullable
    ModelName name() {
        return name;
    }

    /** Reads news at once: each with what is said of its headline, in their order. */
    List<ScoredNews> read(List<NewsItem> news) {
        List<ScoredNews> read = new ArrayList<>(news.size());
        SentimentModel present = model;
        if (present == null) {
            if (awaited) {
                unscored.inc(news.size());
            }
            news.forEach(item -> read.add(ScoredNews.unscored(item)));
            return read;
        }
        batchSize.update(news.size());
        List<Judgement> judgements =
                present.judge(news.stream().map(NewsItem::headline).toList());
        for (int i = 0; i < judgements.size(); i++) {
            read.add(read(news.get(i), judgements.get(i)));
        }
        return read;
    }

    private ScoredNews read(NewsItem news, Judgement judgement) {
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
}
