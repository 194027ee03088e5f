package ai.finai.generator.market;

import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.util.Iterator;

/**
 * A market's events as records for the topics, in order of event time: what a feed sends, at whatever rate. Event time stands
 * still where nothing is sent, at night and at weekends: it jumps from one record to the next.
 */
public final class MarketFeed implements Iterator<MarketRecord> {

    private final Market market;
    private final MarketFormat format = new MarketFormat();

    public MarketFeed(Market market) {
        this.market = market;
    }

    @Override
    public boolean hasNext() {
        return market.hasNext();
    }

    @Override
    public MarketRecord next() {
        MarketEvent event = market.next();
        MarketTopic topic = format.write(event);
        return new MarketRecord(topic, key(event), event.eventTime(), format.toBytes());
    }

    private static String key(MarketEvent event) {
        if (event instanceof PriceBar bar) {
            return bar.symbol();
        }
        return event instanceof Split split ? split.symbol() : ((NewsItem) event).id();
    }
}
