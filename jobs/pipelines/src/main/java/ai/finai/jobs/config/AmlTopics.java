package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;
import static ai.finai.jobs.config.TopicNames.legal;
import static ai.finai.jobs.config.TopicNames.onlyRead;

import ai.finai.events.Topics;
import java.util.List;

/** The topics of the money laundering job. */
public record AmlTopics(
        @Key("Read: what was paid.") String transactions,
        @Key("Written: what rules found.") String alerts,

        @Key("Written: postings that no rule saw, with the reason.")
        String lateEvents,

        @Key("Written: records that were not accepted, with the reason.")
        String deadLetters,

        @Key("Read: which models to use; compacted, with one partition.")
        String models,

        @Key("Written: what became of the models, by subtask.")
        String modelStatus,

        @Key("Written: what champion and challenger said of each posting, while there is a challenger.")
        String modelScores)
        implements TopicNames {

    static final AmlTopics DEFAULTS = new AmlTopics(
            Topics.TRANSACTIONS,
            Topics.ALERTS,
            Topics.LATE_EVENTS,
            Topics.DEAD_LETTERS,
            Topics.MODELS,
            Topics.MODEL_STATUS,
            Topics.MODEL_SCORES);

    public AmlTopics {
        List<String> written = List.of(alerts, lateEvents, deadLetters, modelStatus, modelScores);
        throwIfAny(
                legal("transactions", transactions),
                legal("alerts", alerts),
                legal("lateEvents", lateEvents),
                legal("deadLetters", deadLetters),
                legal("models", models),
                legal("modelStatus", modelStatus),
                legal("modelScores", modelScores),
                onlyRead("transactions", transactions, written),
                onlyRead("models", models, written),
                unless(!models.equals(transactions), "models", "'" + models + "' is the topic of transactions"));
    }

    /** Of this job's configuration. */
    public static AmlTopics of(KafkaConfig kafka) {
        return (AmlTopics) kafka.topics();
    }

    @Override
    public List<String> read() {
        return List.of(transactions, models);
    }

    @Override
    public List<String> written() {
        return List.of(alerts, lateEvents, deadLetters, modelStatus, modelScores);
    }

    @Override
    public AmlTopics withModels(String otherModels, String otherModelStatus) {
        return new AmlTopics(transactions, alerts, lateEvents, deadLetters, otherModels, otherModelStatus, modelScores);
    }
}
