package ai.finai.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig.MissingRecords;
import ai.finai.jobs.config.KafkaConfig.Start;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.Servers;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.oracle.RandomPayments;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator.PartitionOffsetsRetrieverImpl;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartingOffsetsTest {

    @Test
    void aStartGoesOnWhereTheGroupCommittedAndElsewhereAtTheConfiguredEnd() throws Exception {
        String topic = "starting-offsets";
        TopicPartition read = new TopicPartition(topic, 0);
        TopicPartition unread = new TopicPartition(topic, 1);
        Map<String, Object> brokers =
                Map.of("bootstrap.servers", Servers.running().kafka().bootstrapServers());
        try (AdminClient admin = AdminClient.create(brokers);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(brokers, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}))
                        .get();
                producer.send(new ProducerRecord<>(topic, 1, null, new byte[] {1}))
                        .get();
            }
            admin.alterConsumerGroupOffsets("starting", Map.of(read, new OffsetAndMetadata(2)))
                    .all()
                    .get();
            var retriever = new PartitionOffsetsRetrieverImpl(admin, "starting");

            assertThat(new StartingOffsets(Start.EARLIEST, MissingRecords.FAIL)
                            .getPartitionOffsets(List.of(read, unread), retriever))
                    .isEqualTo(Map.of(read, 2L, unread, 0L));
            assertThat(new StartingOffsets(Start.LATEST, MissingRecords.FAIL)
                            .getPartitionOffsets(List.of(read, unread), retriever))
                    .isEqualTo(Map.of(read, 2L, unread, 3L));
        }
    }

    @Test
    void recordsThatHaveGoneArePassedOverOnlyWhereThatIsConfigured() {
        for (Start start : Start.values()) {
            assertThat(new StartingOffsets(start, MissingRecords.FAIL).getAutoOffsetResetStrategy())
                    .isEqualTo(OffsetResetStrategy.NONE);
            assertThat(new StartingOffsets(start, MissingRecords.SKIP).getAutoOffsetResetStrategy())
                    .isEqualTo(OffsetResetStrategy.EARLIEST);
        }
    }

    /** As after an outage longer than the topic's retention. */
    @Test
    @Timeout(300)
    void aJobWhoseNextRecordsHaveExpiredFailsInsteadOfPassingThemOver() throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        List<Transaction> payments = RandomPayments.seeded().transactions(40);
        try (AmlScenario aml = AmlScenario.of(
                "expired",
                RandomPayments.BOOK,
                RateTable.none(RandomPayments.BOOK.baseCurrency()),
                S3FileSystem.HADOOP,
                flink)) {
            LocalJob job = aml.start(1, null);
            aml.produce(payments.subList(0, 20));
            aml.awaitAllRead(job);
            String savepoint = job.stopWithSavepoint(false);
            aml.produce(payments.subList(20, 40));
            try (AdminClient admin = AdminClient.create(aml.config().kafka().adminProperties())) {
                for (int partition = 0; partition < AmlScenario.PARTITIONS; partition++) {
                    TopicPartition all = new TopicPartition(
                            AmlTopics.of(aml.config().kafka()).transactions(), partition);
                    // Up to the end, whichever that is.
                    admin.deleteRecords(Map.of(all, RecordsToDelete.beforeOffset(-1)))
                            .all()
                            .get();
                }
            }
            LocalJob again = aml.cluster()
                    .submit(
                            "expired",
                            env -> AmlJob.define(env, aml.config(), new KafkaAndS3Ports(aml.config())),
                            new Configuration().set(CoreOptions.DEFAULT_PARALLELISM, 1),
                            savepoint);
            assertThatThrownBy(again::awaitEnd)
                    .isInstanceOf(JobFailedException.class)
                    .hasStackTraceContaining("out of range");
        }
    }
}
