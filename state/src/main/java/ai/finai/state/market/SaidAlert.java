package ai.finai.state.market;

import ai.finai.events.market.MarketAlert;

/**
 * That something was said of what news brought about.
 *
 * @param newsId the news with which it came about
 * @param published its event time
 * @param revision how often something was said of it
 */
public record SaidAlert(String newsId, long published, int revision) {

    /** Whether it was said of this news. The same id at another time is another piece of news. */
    public boolean isOf(MarketAlert.Headline news) {
        return published == news.published() && newsId.equals(news.newsId());
    }
}
