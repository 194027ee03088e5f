package ai.finai.jobs.kafka;

import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of the brokers before the job starts. */
public final class KafkaPrerequisites {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPrerequisites.class);

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private KafkaPrerequisites() {}

    /**
     * Checks that the brokers answer, that they allow the sink's transactions their time, and that the topics are there;
     * creates missing ones if the configuration says so.
     *
     * @throws KafkaNotReadyException with what is wrong and the key to change
     */
    public static void check(KafkaConfig kafka) throws KafkaNotReadyException, InterruptedException {
        try (Admin admin = admin(kafka)) {
            Collection<Node> brokers = await(kafka, admin.describeCluster().nodes());
            checkTransactionTimeout(kafka, admin, brokers);
            checkTopics(kafka, admin, kafka.topics().all());
        }
    }

    /**
     * Sees that some of the configuration's topics are there; creates missing ones, as the job would, if the configuration
     * says so.
     *
     * @param topics by name
     * @throws KafkaNotReadyException with what is wrong and the key to change
     */
    public static void checkTopics(KafkaConfig kafka, Collection<String> topics)
            throws KafkaNotReadyException, InterruptedException {
        try (Admin admin = admin(kafka)) {
            checkTopics(kafka, admin, topics);
        }
    }

    /**
     * Checks that each subtask has a partition of every topic that event time follows. One without never becomes idle where
     * nothing does, and holds event time back for ever.
     *
     * @throws KafkaNotReadyException with the topic that has too few, and what to change
     */
    public static void checkPartitions(KafkaConfig kafka, int parallelism)
            throws KafkaNotReadyException, InterruptedException {
        try (Admin admin = admin(kafka)) {
            Map<String, TopicDescription> topics = await(
                    kafka, admin.describeTopics(kafka.topics().advancing()).allTopicNames());
            for (TopicDescription topic : topics.values()) {
                if (topic.partitions().size() < parallelism) {
                    throw new KafkaNotReadyException("events.idleness is 0s, and " + topic.name() + " has "
                            + topic.partitions().size() + " partitions for a parallelism of " + parallelism
                            + ": subtasks without one would hold event time back for ever. Set events.idleness, to 30s for"
                            + " example, lower the parallelism, or add partitions");
                }
            }
        }
    }

    /** Kafka takes a host whose name cannot be resolved for a wrong configuration; while its pod is away it is not. */
    private static Admin admin(KafkaConfig kafka) throws KafkaNotReadyException {
        try {
            return Admin.create(kafka.adminProperties());
        } catch (KafkaException e) {
            if (ExceptionUtils.findThrowableWithMessage(e, "No resolvable bootstrap urls")
                    .isPresent()) {
                throw new KafkaNotReadyException(
                        "kafka.bootstrapServers: no host of " + kafka.bootstrapServers()
                                + " has an address. Check their names, and that the brokers run",
                        e);
            }
            throw e;
        }
    }

    private static void checkTransactionTimeout(KafkaConfig kafka, Admin admin, Collection<Node> brokers)
            throws KafkaNotReadyException, InterruptedException {
        long timeout = kafka.transactions().timeout().toMillis();
        for (Node broker : brokers) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Map<ConfigResource, Config> configs;
            try {
                configs = await(kafka, admin.describeConfigs(List.of(resource)).all());
            } catch (KafkaNotReadyException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    LOG.warn("This user may not read the brokers' configuration, so it is not checked that their"
                            + " transaction.max.timeout.ms allows kafka.transactions.timeout");
                    return;
                }
                throw e;
            }
            Config config = configs.get(resource);
            ConfigEntry entry = config == null ? null : config.get("transaction.max.timeout.ms");
            if (entry != null && entry.value() != null && timeout > Long.parseLong(entry.value())) {
                throw new KafkaNotReadyException("kafka.transactions.timeout is " + timeout
                        + " ms, but broker " + broker.idString() + " allows " + entry.value()
                        + " ms (transaction.max.timeout.ms): lower the one or raise the other");
            }
        }
    }

    private static void checkTopics(KafkaConfig kafka, Admin admin, Collection<String> topics)
            throws KafkaNotReadyException, InterruptedException {
        Set<String> missing = missing(kafka, admin, topics);
        if (missing.isEmpty()) {
            return;
        }
        KafkaConfig.MissingTopics wanted = kafka.missingTopics();
        if (!wanted.create()) {
            throw new KafkaNotReadyException("no such topics at " + kafka.bootstrapServers() + ": "
                    + String.join(", ", missing)
                    + ". Create them, or let FinAI do it with kafka.missingTopics.create: true. A topic that this user"
                    + " may not describe looks missing, too: src/docs/operation.md lists the rights");
        }
        for (String topic : missing) {
            NewTopic newTopic = newTopic(topic, kafka);
            try {
                await(kafka, admin.createTopics(List.of(newTopic)).all());
                LOG.info(
                        "Created topic {} with {} partitions, {} replicas",
                        topic,
                        newTopic.numPartitions(),
                        wanted.replicationFactor());
            } catch (KafkaNotReadyException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaNotReadyException(
                            "cannot create topic " + topic + ": " + e.getMessage(), e.getCause());
                }
            }
        }
        awaitVisible(kafka, admin, topics);
    }

    /**
     * A topic as the job makes it where it is missing. Orders of models are in order, and the latest of each role is kept for
     * ever.
     */
    public static NewTopic newTopic(String topic, KafkaConfig kafka) {
        short replicas = (short) kafka.missingTopics().replicationFactor();
        return kafka.topics().compacted().contains(topic)
                ? new NewTopic(topic, 1, replicas).configs(Map.of("cleanup.policy", "compact"))
                : new NewTopic(topic, kafka.missingTopics().partitions(), replicas);
    }

    private static Set<String> missing(KafkaConfig kafka, Admin admin, Collection<String> topics)
            throws KafkaNotReadyException, InterruptedException {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(await(kafka, admin.listTopics().names()));
        return missing;
    }

    /** A created topic is known to the brokers a moment later; a source that starts before that fails. */
    private static void awaitVisible(KafkaConfig kafka, Admin admin, Collection<String> topics)
            throws KafkaNotReadyException, InterruptedException {
        long deadline = System.nanoTime() + ANSWER.toNanos();
        Set<String> missing = missing(kafka, admin, topics);
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new KafkaNotReadyException("created topics are not there after " + ANSWER.toSeconds() + " s: "
                        + String.join(", ", missing));
            }
            Thread.sleep(50);
            missing = missing(kafka, admin, topics);
        }
    }

    private static <T> T await(KafkaConfig kafka, KafkaFuture<T> answer)
            throws KafkaNotReadyException, InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaNotReadyException(noAnswer(kafka), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaNotReadyException(
                    cause instanceof org.apache.kafka.common.errors.TimeoutException
                            ? noAnswer(kafka)
                            : "Kafka at " + kafka.bootstrapServers() + " refuses: " + cause.getMessage(),
                    cause);
        }
    }

    private static String noAnswer(KafkaConfig kafka) {
        return "no Kafka broker answers at " + kafka.bootstrapServers() + " within " + ANSWER.toSeconds()
                + " s: check kafka.bootstrapServers, and that a broker runs there";
    }
}
