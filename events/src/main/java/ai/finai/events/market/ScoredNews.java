package ai.finai.events.market;

import ai.finai.events.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * News with what the sentiment model read in it.
 *
 * @param sentiment null where no model read it
 * @param model which one, in which version; null where none did
 */
public record ScoredNews(
        NewsItem news,
        @Nullable Sentiment sentiment,
        @Nullable ModelName model) {

    public static ScoredNews unscored(NewsItem news) {
        return new ScoredNews(news, null, null);
    }
}
