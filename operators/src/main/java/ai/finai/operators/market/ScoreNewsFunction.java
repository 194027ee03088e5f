package ai.finai.operators.market;

import ai.finai.events.ModelName;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.Metrics;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** See {@link ScoreNews}. The model is opened, run and closed on the task's thread. */
final class ScoreNewsFunction extends RichMapFunction<NewsItem, ScoredNews> {

    private static final long serialVersionUID = 1L;

    private final ScoreNews.Model given;

    private transient @Nullable SentimentModel model;
    private transient ModelName name;
    private transient Counter scored;
    private transient Counter wordless;
    private transient Counter unscored;

    @SuppressWarnings("NullAway.Init") // by open
    ScoreNewsFunction(ScoreNews.Model given) {
        this.given = given;
    }

    @Override
    public void open(OpenContext context) throws InvalidModelException {
        ModelFile file = ModelFile.ofText(given.file());
        model = SentimentModel.open(file, given.vocabulary());
        name = new ModelName(file.text().name(), file.text().version(), file.sha256());
        scored = getRuntimeContext().getMetricGroup().counter(Metrics.SCORED_NEWS);
        wordless = getRuntimeContext().getMetricGroup().counter(Metrics.WORDLESS_NEWS);
        unscored = getRuntimeContext().getMetricGroup().counter(Metrics.UNSCORED_NEWS);
    }

    @Override
    public ScoredNews map(NewsItem news) {
        if (model == null) {
            throw new IllegalStateException("not open");
        }
        Judgement judgement = model.judge(List.of(news.headline())).get(0);
        return switch (judgement.outcome()) {
            case JUDGED -> {
                scored.inc();
                yield read(news, judgement);
            }
            case WORDLESS -> {
                wordless.inc();
                yield read(news, judgement);
            }
            case WITHOUT_RESULT -> {
                unscored.inc();
                yield ScoredNews.unscored(news);
            }
        };
    }

    private ScoredNews read(NewsItem news, Judgement judgement) {
        return new ScoredNews(
                news, new Sentiment(judgement.negative(), judgement.neutral(), judgement.positive()), name);
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
