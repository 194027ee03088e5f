package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;
import static ai.finai.jobs.config.TopicNames.legal;
import static ai.finai.jobs.config.TopicNames.onlyRead;

import ai.finai.events.Topics;
import java.util.List;

/** The topics of the market job. */
public record MarketTopics(
        @Key("Read: bars of prices.") String prices,
        @Key("Read: news.") String news,
        @Key("Read: splits.") String splits,
        @Key("Written: what rules found.") String alerts,

        @Key("Written: bars, news and splits that came too late for rules.")
        String lateEvents,

        @Key("Written: records that were not accepted, with the reason.")
        String deadLetters,

        @Key("Read: which models to use; compacted, with one partition.")
        String models,

        @Key("Written: what became of the models, by subtask.")
        String modelStatus)
        implements TopicNames {

    static final MarketTopics DEFAULTS = new MarketTopics(
            Topics.PRICES,
            Topics.NEWS,
            Topics.SPLITS,
            Topics.MARKET_ALERTS,
            Topics.MARKET_LATE_EVENTS,
            Topics.MARKET_DEAD_LETTERS,
            Topics.MODELS,
            Topics.MODEL_STATUS);

    public MarketTopics {
        List<String> written = List.of(alerts, lateEvents, deadLetters, modelStatus);
        throwIfAny(
                legal("prices", prices),
                legal("news", news),
                legal("splits", splits),
                legal("alerts", alerts),
                legal("lateEvents", lateEvents),
                legal("deadLetters", deadLetters),
                legal("models", models),
                legal("modelStatus", modelStatus),
                onlyRead("models", models, written),
                unless(
                        !List.of(prices, news, splits).contains(models),
                        "models",
                        "'" + models + "' is a topic of events"),
                onlyRead("prices", prices, written),
                onlyRead("news", news, written),
                onlyRead("splits", splits, written),
                unless(
                        !prices.equals(news) && !news.equals(splits) && !splits.equals(prices),
                        "prices",
                        "prices, news and splits need three topics"));
    }

    /** Of this job's configuration. */
    public static MarketTopics of(KafkaConfig kafka) {
        return (MarketTopics) kafka.topics();
    }

    @Override
    public List<String> read() {
        return List.of(prices, news, splits, models);
    }

    /** Splits are announced ahead, and never hold it back. */
    @Override
    public List<String> advancing() {
        return List.of(prices, news);
    }

    @Override
    public List<String> written() {
        return List.of(alerts, lateEvents, deadLetters, modelStatus);
    }

    @Override
    public MarketTopics withModels(String otherModels, String otherModelStatus) {
        return new MarketTopics(prices, news, splits, alerts, lateEvents, deadLetters, otherModels, otherModelStatus);
    }
}
