package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what is committed in a topic, up to where it ends at the start of the reading. Leaves no consumer group behind. */
public final class TopicReader {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private TopicReader() {}

    /**
     * All that was written before this call, once every transaction that was open then has ended: for when the writers have
     * finished. A commit returns before the brokers have written its end into every partition, and until then readers of
     * committed records see nothing of it.
     */
    public static void readSettled(KafkaConfig kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        read(kafka, topic, null, true, reader);
    }

    /**
     * Whether there is such a topic.
     *
     * @throws CommandFailed if no broker answers
     */
    public static boolean exists(KafkaConfig kafka, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_committed")) {
            @Nullable List<PartitionInfo> infos = consumer.partitionsFor(topic, PATIENCE);
            return infos != null && !infos.isEmpty();
        } catch (TimeoutException e) {
            throw unreachable(kafka, e);
        } catch (KafkaException e) {
            throw refused(kafka, "cannot look for " + topic + " at " + kafka.bootstrapServers(), e);
        }
    }

    /**
     * All that is committed now.
     *
     * @param since only records whose timestamp is not before this, milliseconds since 1970-01-01T00:00:00Z; null for all
     * @param reader gets the records in each partition's order; key and value may be null
     * @throws CommandFailed if no broker answers, or there is no such topic
     */
    public static void read(
            KafkaConfig kafka, String topic, @Nullable Long since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        read(kafka, topic, since, false, reader);
    }

    private static void read(
            KafkaConfig kafka,
            String topic,
            @Nullable Long since,
            boolean settled,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_committed")) {
            List<TopicPartition> partitions = partitions(consumer, topic, kafka);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends =
                    settled ? logEnds(kafka, partitions) : consumer.endOffsets(partitions, PATIENCE);
            if (since == null) {
                consumer.seekToBeginning(partitions);
            } else {
                seek(consumer, partitions, since, ends);
            }
            long lastProgress = System.nanoTime();
            while (!atEnd(consumer, ends)) {
                var records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    long end = Objects.requireNonNull(ends.get(new TopicPartition(record.topic(), record.partition())));
                    if (record.offset() < end && (since == null || record.timestamp() >= since)) {
                        reader.accept(record);
                    }
                }
                if (!records.isEmpty()) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > 4 * PATIENCE.toNanos()) {
                    throw CommandFailed.failed("reading " + topic + " from " + kafka.bootstrapServers()
                            + " does not go on; is a broker down?");
                }
            }
        } catch (TimeoutException e) {
            throw unreachable(kafka, e);
        } catch (KafkaException e) {
            throw refused(kafka, "cannot read " + topic + " from " + kafka.bootstrapServers(), e);
        }
    }

    /** Kafka's clients tell the reason at the bottom: a name that cannot be resolved, a property that is wrong. */
    public static CommandFailed refused(KafkaConfig kafka, String what, KafkaException e) {
        Throwable root = CommandFailed.rootCause(e);
        String message = what + ": " + root.getMessage();
        if (!(root instanceof ConfigException)) {
            return CommandFailed.failed(message, e);
        }
        return String.valueOf(root.getMessage()).contains("No resolvable bootstrap")
                ? CommandFailed.missing(message + ": " + kafka.bootstrapServers(), e)
                : CommandFailed.usage(message, e);
    }

    /** Where the partitions end, open transactions included. */
    private static Map<TopicPartition, Long> logEnds(KafkaConfig kafka, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_uncommitted")) {
            return consumer.endOffsets(partitions, PATIENCE);
        }
    }

    static CommandFailed unreachable(KafkaConfig kafka, Exception cause) {
        return CommandFailed.missing(
                "no Kafka broker answers at " + kafka.bootstrapServers()
                        + "; start it, or name another with --bootstrap-servers or --config",
                cause);
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            long since,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp at = found.get(partition);
            consumer.seek(partition, at == null ? Objects.requireNonNull(ends.get(partition)) : at.offset());
        }
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic, KafkaConfig kafka) {
        @Nullable List<PartitionInfo> infos = consumer.partitionsFor(topic, PATIENCE);
        if (infos == null || infos.isEmpty()) {
            throw CommandFailed.usage("no topic " + topic + " at " + kafka.bootstrapServers());
        }
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    static KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka, String isolation) {
        Properties properties = kafka.consumerProperties();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "finai-command-line");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
