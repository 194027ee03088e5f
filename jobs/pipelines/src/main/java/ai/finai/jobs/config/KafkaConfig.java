package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.Topics;
import ai.finai.events.yaml.InvalidValues.Problem;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code kafka}. */
public record KafkaConfig(
        @Key("Brokers to begin with, as `host:port`, with commas between several.")
        String bootstrapServers,

        @Key(
                "The consumer group under which offsets are committed with each checkpoint. They are for monitoring and for a start without a snapshot; a restart from a snapshot takes the offsets in it.")
        String groupId,

        @Key("Where to start without snapshot and without committed offsets: `earliest` or `latest`.")
        Start start,

        @Key(
                "What to do where the next records to read are no longer in the topic (a snapshot older than the topic's retention, a topic that was made anew): `fail` says so, and the job waits for you; `skip` goes on with the earliest ones there are, and those in between are lost.")
        MissingRecords missingRecords,

        @Key("The topics' names.") TopicNames topics,

        @Key("What to do at the start about topics that are missing.")
        MissingTopics missingTopics,

        @Key("The sink's Kafka transactions.") Transactions transactions,

        @Key("Kafka client properties for every client: security and the like. Their values are never logged.")
        Map<String, String> properties,

        @Key("Kafka properties for the consumer alone; they win over `properties`.")
        Map<String, String> consumer,

        @Key("Kafka properties for the producer alone; they win over `properties`.")
        Map<String, String> producer)
        implements Serializable {

    // Before DEFAULTS, whose constructor needs it.
    private static final Set<String> OWNED = Set.of(
            "bootstrap.servers",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "transactional.id",
            "transaction.timeout.ms",
            "enable.idempotence",
            "acks");

    public static final KafkaConfig DEFAULTS = new KafkaConfig(
            "127.0.0.1:19092",
            "finai-aml",
            Start.EARLIEST,
            MissingRecords.FAIL,
            new TopicNames(
                    Topics.TRANSACTIONS,
                    Topics.ALERTS,
                    Topics.LATE_EVENTS,
                    Topics.DEAD_LETTERS,
                    Topics.MODELS,
                    Topics.MODEL_STATUS,
                    Topics.MODEL_SCORES),
            new MissingTopics(true, 4, 1),
            new Transactions("finai", TransactionNaming.INCREMENTING, Duration.ofMinutes(15)),
            Map.of(),
            Map.of(),
            Map.of());

    public KafkaConfig {
        properties = Map.copyOf(properties);
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
        throwIfAny(
                unless(!bootstrapServers.isBlank(), "bootstrapServers", "is empty; write host:port"),
                unless(!groupId.isBlank(), "groupId", "is empty"),
                owned("properties", properties),
                owned("consumer", consumer),
                owned("producer", producer));
    }

    private static @Nullable Problem owned(String component, Map<String, String> properties) {
        Set<String> set = new TreeSet<>(properties.keySet());
        set.retainAll(OWNED);
        return unless(
                set.isEmpty(),
                component,
                String.join(", ", set) + " cannot be set here: FinAI sets it, because its guarantees depend on it");
    }

    /** The same on other brokers. */
    public KafkaConfig at(String otherServers) {
        return at(otherServers, topics);
    }

    /** The same with other topics. */
    public KafkaConfig with(TopicNames otherTopics) {
        return at(bootstrapServers, otherTopics);
    }

    private KafkaConfig at(String otherServers, TopicNames otherTopics) {
        return new KafkaConfig(
                otherServers,
                groupId,
                start,
                missingRecords,
                otherTopics,
                missingTopics,
                transactions,
                properties,
                consumer,
                producer);
    }

    /** The properties of administrative clients. */
    public Properties adminProperties() {
        return with(Map.of());
    }

    public Properties consumerProperties() {
        Properties all = with(consumer);
        // Of upstream transactions only what was committed; a producer without transactions is read all the same.
        all.putIfAbsent("isolation.level", "read_committed");
        return all;
    }

    public Properties producerProperties() {
        Properties all = with(producer);
        all.put("transaction.timeout.ms", Long.toString(transactions.timeout().toMillis()));
        return all;
    }

    private Properties with(Map<String, String> own) {
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(own);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    /** Without the values of properties: there may be passwords among them. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", groupId=" + groupId + ", start=" + start
                + ", missingRecords=" + missingRecords
                + ", topics=" + topics + ", missingTopics=" + missingTopics + ", transactions=" + transactions
                + ", properties=" + properties.keySet() + ", consumer=" + consumer.keySet() + ", producer="
                + producer.keySet() + ']';
    }

    public enum Start {
        EARLIEST,
        LATEST
    }

    public enum MissingRecords {
        FAIL,
        SKIP
    }

    public record TopicNames(
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
            implements Serializable {

        private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

        public TopicNames {
            throwIfAny(
                    legal("transactions", transactions),
                    legal("alerts", alerts),
                    legal("lateEvents", lateEvents),
                    legal("deadLetters", deadLetters),
                    legal("models", models),
                    legal("modelStatus", modelStatus),
                    legal("modelScores", modelScores),
                    onlyRead(
                            "transactions",
                            transactions,
                            List.of(alerts, lateEvents, deadLetters, modelStatus, modelScores)),
                    onlyRead("models", models, List.of(alerts, lateEvents, deadLetters, modelStatus, modelScores)),
                    unless(!models.equals(transactions), "models", "'" + models + "' is the topic of transactions"));
        }

        private static @Nullable Problem legal(String component, String topic) {
            return unless(
                    TOPIC.matcher(topic).matches() && !topic.equals(".") && !topic.equals(".."),
                    component,
                    "'" + topic + "' is no topic name: 1 to 249 letters, digits, dots, underscores and hyphens");
        }

        private static @Nullable Problem onlyRead(String component, String topic, List<String> written) {
            return unless(
                    !written.contains(topic),
                    component,
                    "'" + topic + "' is also written to: the job would read what it writes");
        }

        /** The same with other topics for orders of models and their answers. */
        public TopicNames withModels(String otherModels, String otherModelStatus) {
            return new TopicNames(
                    transactions, alerts, lateEvents, deadLetters, otherModels, otherModelStatus, modelScores);
        }

        /** In the order of the flow. */
        public List<String> all() {
            return List.of(transactions, models, alerts, lateEvents, deadLetters, modelStatus, modelScores);
        }
    }

    public record MissingTopics(
            @Key("Create them. If false, a missing topic is an error at the start.")
            boolean create,

            @Key("Partitions of a topic that is created.") int partitions,

            @Key("Replicas of a topic that is created: 3 in production.")
            int replicationFactor)
            implements Serializable {

        public MissingTopics {
            throwIfAny(
                    unless(
                            partitions >= 1 && partitions <= 10_000,
                            "partitions",
                            partitions + ": allowed are 1 to 10000"),
                    unless(
                            replicationFactor >= 1 && replicationFactor <= 100,
                            "replicationFactor",
                            replicationFactor + ": allowed are 1 to 100"));
        }
    }

    public record Transactions(
            @Key(
                    "Begins the ids of the sink's transactions, before the job's name. A job that starts with another prefix and without a snapshot cannot finish the transactions of the one before it: readers of committed records wait until those time out.")
            String idPrefix,

            @Key(
                    "How ids are made: `incrementing` makes new ones for each checkpoint; `pooling` uses them again, which spares the brokers memory, and has an open bug after the parallelism is lowered.")
            TransactionNaming naming,

            @Key(
                    "When the brokers give up a transaction. Longer than a checkpoint and the longest outage to survive without loss: what was alerted before a longer outage is lost. The brokers' `transaction.max.timeout.ms` (15 minutes unless changed) must allow it.")
            Duration timeout)
            implements Serializable {

        public Transactions {
            throwIfAny(
                    unless(!idPrefix.isBlank(), "idPrefix", "is empty"),
                    unless(timeout.toMillis() >= 1000, "timeout", "must be at least 1s"),
                    unless(timeout.toMillis() <= Integer.MAX_VALUE, "timeout", "must be at most 596h"));
        }
    }

    public enum TransactionNaming {
        INCREMENTING,
        POOLING
    }
}
