package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.yaml.InvalidValues.Problem;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;
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

    /** A class, what it is for, options, a semicolon; or a reference to where that stands. */
    private static final Pattern LOGIN = Pattern.compile(
            "(?si)\\s*(\\w+(\\.[\\w$]+)+\\s+(required|requisite|sufficient|optional)\\b.*;|\\$\\{.+})\\s*");

    /** What holds for a job where its file says nothing. */
    static KafkaConfig defaults(String groupId, TopicNames topics) {
        return new KafkaConfig(
                "127.0.0.1:19092",
                groupId,
                Start.EARLIEST,
                MissingRecords.FAIL,
                topics,
                new MissingTopics(true, 4, 1),
                new Transactions("finai", TransactionNaming.INCREMENTING, Duration.ofMinutes(15)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    public KafkaConfig {
        properties = Map.copyOf(properties);
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
        throwIfAny(
                unless(!bootstrapServers.isBlank(), "bootstrapServers", "is empty; write host:port"),
                unless(!groupId.isBlank(), "groupId", "is empty"),
                owned("properties", properties),
                owned("consumer", consumer),
                owned("producer", producer),
                login("properties", properties),
                login("consumer", consumer),
                login("producer", producer));
    }

    private static @Nullable Problem owned(String component, Map<String, String> properties) {
        Set<String> set = new TreeSet<>(properties.keySet());
        set.retainAll(OWNED);
        return unless(
                set.isEmpty(),
                component,
                String.join(", ", set) + " cannot be set here: FinAI sets it, because its guarantees depend on it");
    }

    /** Kafka takes the first word for the name of a class and says it when there is none: it may be a password. */
    private static @Nullable Problem login(String component, Map<String, String> properties) {
        String value = properties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, "");
        return unless(
                value.isEmpty() || LOGIN.matcher(value).matches(),
                component,
                SaslConfigs.SASL_JAAS_CONFIG
                        + " is not as Kafka reads it: write 'LOGIN.MODULE.CLASS required username=\"...\" password=\"...\";',"
                        + " or ${dir:FOLDER:FILE}");
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

    public record MissingTopics(
            @Key("Create them. If false, a job with a missing topic does not start.")
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
