package ai.finai.cli.demo;

import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Hands over each alert once it is committed in its topic, as any other reader of committed records sees it. */
final class AlertWatcher implements Runnable {

    private final KafkaConfig kafka;
    private final Consumer<byte[]> taker;
    private volatile boolean stopped;

    AlertWatcher(KafkaConfig kafka, Consumer<byte[]> taker) {
        this.kafka = kafka;
        this.taker = taker;
    }

    /** Lets {@link #run} return when it has handed over all that is in the topic now. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        Properties properties = kafka.consumerProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "finai-demo-watcher-" + kafka.groupId());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            String topic = kafka.topics().alerts();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                handOver(consumer);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                handOver(consumer);
            }
        }
    }

    private void handOver(KafkaConsumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            taker.accept(record.value());
        }
    }
}
