package ai.finai.events.market;

import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the {@code news} topic; see {@link RecordReader}. The contract is {@code schema/news.schema.json}; a
 * symbol that is named twice counts once.
 */
public final class NewsReader extends RecordReader<NewsItem> {

    /** @param maxFuture how far a publication may be ahead of its record's timestamp */
    public NewsReader(Duration maxFuture) {
        super(new Draft(maxFuture));
    }

    private static final class Draft extends MarketDraft<NewsItem> {

        private static final int ID = 1;
        private static final int PUBLISHED = 2;
        private static final int HEADLINE = 3;
        private static final int BODY = 4;
        private static final int SOURCE = 5;

        Draft(Duration maxFuture) {
            super(
                    maxFuture,
                    Field.version(),
                    Field.id("newsId", 256),
                    Field.of("published", Form.TIME, RejectionReason.INVALID_EVENT_TIME),
                    Field.text("headline", 1_000, true),
                    Field.text("body", 100_000, true),
                    Field.text("source", 256, false),
                    new Field("symbols", Form.IDS, PriceBar.MAX_SYMBOL, false, RejectionReason.MISSING_SYMBOL));
        }

        @Override
        protected String example() {
            return "{\"newsId\": ...}";
        }

        @Override
        protected @Nullable NewsItem complete(Origin origin, long timestamp) {
            String id = text(ID);
            if (id == null) {
                return reject(RejectionReason.MISSING_NEWS_ID, "newsId: is missing; send an id that no other news has");
            }
            if (!has(PUBLISHED)) {
                return reject(
                        RejectionReason.INVALID_EVENT_TIME,
                        "published: is missing; send when it was published, such as 2026-01-05T14:31:07Z");
            }
            if (!isPlausible("published", number(PUBLISHED), timestamp)) {
                return null;
            }
            String headline = text(HEADLINE);
            if (headline == null) {
                return reject(RejectionReason.MISSING_HEADLINE, "headline: is missing; send one line of text");
            }
            if (texts().isEmpty()) {
                return reject(
                        RejectionReason.MISSING_SYMBOL, "symbols: is missing or empty; send whom the news is about");
            }
            return new NewsItem(id, number(PUBLISHED), headline, text(BODY), text(SOURCE), texts(), origin);
        }
    }
}
