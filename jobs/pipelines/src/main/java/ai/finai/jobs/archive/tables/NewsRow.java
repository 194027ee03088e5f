package ai.finai.jobs.archive.tables;

import ai.finai.events.ModelName;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;

/** A row of {@link ArchiveTable#NEWS}. */
public final class NewsRow implements RowFormat<ScoredNews> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.NEWS;
    }

    @Override
    public long eventTime(ScoredNews scored) {
        return scored.news().eventTime();
    }

    @Override
    public void write(ScoredNews scored, Columns columns) {
        NewsItem news = scored.news();
        columns.text(news.id());
        columns.integer(news.published());
        columns.text(news.headline());
        columns.text(news.body());
        columns.token(news.source());
        columns.list(news.symbols(), 1, columns::token);
        Sentiment sentiment = scored.sentiment();
        columns.figure(sentiment == null ? Double.NaN : sentiment.negative());
        columns.figure(sentiment == null ? Double.NaN : sentiment.neutral());
        columns.figure(sentiment == null ? Double.NaN : sentiment.positive());
        columns.figure(sentiment == null ? Double.NaN : sentiment.balance());
        ModelName model = scored.model();
        columns.token(model == null ? null : model.path());
        columns.origin(news.origin());
    }
}
