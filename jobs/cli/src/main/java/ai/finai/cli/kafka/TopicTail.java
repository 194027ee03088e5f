package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What is committed in a topic from now on. Leaves no consumer group behind. */
public final class TopicTail implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaConfig kafka;
    private final String topic;

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, KafkaConfig kafka, String topic) {
        this.consumer = consumer;
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * Begins where the topic's committed records end now.
     *
     * @throws CommandFailed if no broker answers, or there is no such topic
     */
    public static TopicTail of(KafkaConfig kafka, String topic) {
        try {
            TopicTail tail = new TopicTail(TopicReader.consumer(kafka, "read_committed"), kafka, topic);
            try {
                tail.seekToEnd();
                return tail;
            } catch (RuntimeException e) {
                tail.close();
                throw e;
            }
        } catch (TimeoutException e) {
            throw TopicReader.unreachable(kafka, e);
        } catch (KafkaException e) {
            throw refused(kafka, topic, e);
        }
    }

    private void seekToEnd() {
        List<TopicPartition> partitions = TopicReader.partitions(consumer, topic, kafka);
        consumer.assign(partitions);
        consumer.endOffsets(partitions, TopicReader.PATIENCE).forEach(consumer::seek);
    }

    /** Records as soon as there are some; none if there are none for so long. */
    public Iterable<ConsumerRecord<byte[], byte[]>> next(Duration longest) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(longest);
            return records;
        } catch (KafkaException e) {
            throw refused(kafka, topic, e);
        }
    }

    private static CommandFailed refused(KafkaConfig kafka, String topic, KafkaException e) {
        return TopicReader.refused(kafka, "cannot read " + topic + " from " + kafka.bootstrapServers(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
