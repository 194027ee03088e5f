package ai.finai.cli.demo;

import ai.finai.generator.market.MarketFeed;
import ai.finai.generator.market.MarketRecord;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketTopics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Sends a market's bars, news and splits, and now and then what feeds send too: the same record twice, one that is none. */
public final class PricesAndNewsFeed extends DemoFeed {

    private final MarketTopics topics;
    private final MarketFeed market;

    /** @param rate events a second, from 1 */
    public PricesAndNewsFeed(KafkaConfig kafka, MarketFeed market, int rate) {
        super(kafka, rate);
        this.topics = MarketTopics.of(kafka);
        this.market = market;
    }

    @Override
    void give(KafkaProducer<byte[], byte[]> producer, long number) {
        if (!market.hasNext()) {
            stop();
            return;
        }
        MarketRecord record = market.next();
        String topic =
                switch (record.topic()) {
                    case PRICES -> topics.prices();
                    case NEWS -> topics.news();
                    case SPLITS -> topics.splits();
                };
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        send(producer, topic, record.eventTime(), key, record.value());
        if (number % DUPLICATE_EVERY == 0) {
            send(producer, topic, record.eventTime(), key, record.value());
        }
        if (number % BAD_EVERY == 0) {
            byte[] cut = Arrays.copyOf(record.value(), record.value().length / 2);
            send(producer, topic, record.eventTime(), key, cut);
        }
    }
}
