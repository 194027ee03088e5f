package ai.finai.cli.doctor.check.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What one broker cannot show; the rest is in DoctorOfKafkaTest. */
class TopicsCheckTest {

    @Test
    void topicsHaveThreeReplicasWhereThereAreBrokersForThem() {
        assertThat(TopicsCheck.replicasWanted(1, 1)).isEqualTo(1);
        assertThat(TopicsCheck.replicasWanted(1, 2)).isEqualTo(2);
        assertThat(TopicsCheck.replicasWanted(1, 6)).isEqualTo(3);
        assertThat(TopicsCheck.replicasWanted(4, 6)).isEqualTo(4);
    }

    @Test
    void aClustersLevelIsThatOfARelease() {
        assertThat(KafkaRelease.of(1)).isEqualTo("before Kafka 3.3");
        assertThat(KafkaRelease.of(7)).isEqualTo("Kafka 3.3");
        assertThat(KafkaRelease.of(29)).isEqualTo("Kafka 4.2");
        assertThat(KafkaRelease.of(99)).isEqualTo("Kafka 4.3 or later");
    }
}
