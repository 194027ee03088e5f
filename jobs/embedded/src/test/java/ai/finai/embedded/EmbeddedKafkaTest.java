package ai.finai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path dir;

    @Test
    void readersOfCommittedRecordsSeeWholeTransactionsAlsoAfterAKillAndARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0, DataOnClose.DROP)) {
            createTopic(kafka);
            produce(kafka, "committed", true);
            produce(kafka, "aborted", false);
            assertThat(readCommitted(kafka, 1)).containsExactly("committed");

            kafka.kill();
            assertThat(kafka.running()).isFalse();
            kafka.restart();
            produce(kafka, "after the kill", true);
            assertThat(readCommitted(kafka, 2)).containsExactly("committed", "after the kill");

            kafka.restart();
            assertThat(readCommitted(kafka, 2)).containsExactly("committed", "after the kill");
        }
        assertThat(dir.resolve("data")).doesNotExist();
        assertThat(dir.resolve("kafka.log")).exists();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(dir, other.getLocalPort(), DataOnClose.DROP))
                    .isInstanceOfSatisfying(
                            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()))
                    .hasMessage("Kafka: port " + other.getLocalPort() + " on 127.0.0.1 is taken by another process");
        }
    }

    @Test
    void aBrokerThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> EmbeddedKafka.start(dir, 0, DataOnClose.DROP, Map.of("num.io.threads", "many")))
                .hasMessageContaining("Kafka did not start")
                .hasMessageContaining("num.io.threads")
                .hasMessageContaining("kafka.log");
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, String value, boolean commit) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** Reads to the end of the topic, at least {@code atLeast} records. */
    private static List<String> readCommitted(EmbeddedKafka kafka, int atLeast) {
        List<String> values = new ArrayList<>();
        TopicPartition partition = new TopicPartition("t", 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plusSeconds(30);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                if (values.size() >= atLeast && consumer.position(partition) >= end) {
                    return values;
                }
            }
        }
        return values;
    }
}
