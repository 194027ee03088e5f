package ai.finai.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.yaml.YamlDocument;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.fixture.Servers;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class KafkaPrerequisitesTest {

    private static final String TOPICS = "topics: {transactions: p-t, alerts: p-a, lateEvents: p-l, deadLetters: p-d}";

    @Test
    void missingTopicsAreNamedOrCreated() throws Exception {
        KafkaConfig strict = kafka(TOPICS + ", missingTopics: {create: false}");
        assertThatThrownBy(() -> KafkaPrerequisites.check(strict))
                .isInstanceOf(KafkaNotReadyException.class)
                .hasMessageContaining("p-a, p-d, p-l, p-t")
                .hasMessageContaining("kafka.missingTopics.create: true");

        KafkaConfig creating = kafka(TOPICS + ", missingTopics: {partitions: 3}");
        KafkaPrerequisites.check(creating);
        KafkaPrerequisites.check(strict);
        try (Admin admin = Admin.create(creating.adminProperties())) {
            assertThat(admin.describeTopics(Set.of("p-t"))
                            .allTopicNames()
                            .get()
                            .get("p-t")
                            .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void moreReplicasThanBrokersAreRefusedWithTheTopic() {
        assertThatThrownBy(() -> KafkaPrerequisites.check(
                        kafka("topics: {transactions: r-t}, missingTopics: {replicationFactor: 3}")))
                .hasMessageContaining("cannot create topic")
                .hasMessageContaining("eplication");
    }

    @Test
    void aTransactionLongerThanTheBrokersAllowIsRefusedWithBothFigures() {
        assertThatThrownBy(() -> KafkaPrerequisites.check(kafka(TOPICS + ", transactions: {timeout: 16min}")))
                .isInstanceOf(KafkaNotReadyException.class)
                .hasMessageContaining("kafka.transactions.timeout is 960000 ms")
                .hasMessageContaining("allows 900000 ms (transaction.max.timeout.ms)");
    }

    @Test
    void aSubtaskWithoutAPartitionIsRefusedWhereNothingBecomesIdle() throws Exception {
        KafkaConfig kafka = kafka("topics: {transactions: i-t}, missingTopics: {partitions: 2}");
        KafkaPrerequisites.check(kafka);
        KafkaPrerequisites.checkPartitions(kafka, 2); // orders of models have one partition, and no time
        assertThatThrownBy(() -> KafkaPrerequisites.checkPartitions(kafka, 3))
                .isInstanceOf(KafkaNotReadyException.class)
                .hasMessageContaining("events.idleness is 0s, and i-t has 2 partitions for a parallelism of 3");
    }

    private static KafkaConfig kafka(String settings) throws Exception {
        String servers = Servers.running().kafka().bootstrapServers();
        String yaml = "kafka: {bootstrapServers: \"" + servers + "\", " + settings + "}";
        return YamlDocument.parse("aml.yaml", yaml)
                .bind(AmlConfigFile.class, AmlConfigFile.DEFAULTS)
                .kafka();
    }
}
