package ai.finai.jobs;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.FlinkProcesses;
import ai.finai.jobs.fixture.Servers;
import ai.finai.models.fixtures.TestModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The job jar as a cluster gets it: submitted to Flink processes that know nothing of FinAI, one of which is killed. */
@Tag("jar")
@Tag("matrix")
@EnabledIfSystemProperty(named = "finai.job.jar", matches = ".+")
class JobJarOnAClusterCheck {

    private static final Path JAR = Path.of(System.getProperty("finai.job.jar", ""));
    private static final String NAME = "on-a-cluster";

    /** With the processes' logs, for a look after a failure. */
    private final Path folder = JAR.resolveSibling(NAME);

    @Test
    @Timeout(300)
    void theJobRunsAndGoesOnAfterItsTaskManagerIsKilled() throws Exception {
        Servers servers = Servers.running();
        String brokers = servers.kafka().bootstrapServers();
        try (FlinkProcesses flink = FlinkProcesses.start(folder, options(servers));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                brokers,
                                "isolation.level",
                                "read_committed",
                                "group.id",
                                "reader-" + NAME,
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            Path config = Files.writeString(folder.resolve("aml.yaml"), """
                    job: {name: %1$s}
                    kafka:
                      bootstrapServers: "%2$s"
                      groupId: %1$s
                      topics:
                        {transactions: t-%1$s, alerts: a-%1$s, lateEvents: l-%1$s, deadLetters: d-%1$s,
                         models: m-%1$s, modelStatus: s-%1$s, modelScores: c-%1$s}
                      missingTopics: {partitions: 1}
                    scoring: {model: model.onnx, alerts: {enabled: false}}
                    archive: {location: "s3://%3$s/%1$s/archive"}
                    """.formatted(NAME, brokers, Servers.BUCKET));
            Files.write(folder.resolve("model.onnx"), TestModel.MODEL.bytes());
            flink.startTaskManager();
            flink.submit(JAR, "--config", config.toString());
            consumer.subscribe(List.of("a-" + NAME));
            List<String> subjects = new ArrayList<>();

            deposit(producer, "A1", "10:00");
            awaitSubjects(consumer, subjects, 1);
            flink.killTaskManager();
            flink.startTaskManager();
            deposit(producer, "A2", "12:00");
            awaitSubjects(consumer, subjects, 2);

            assertThat(subjects).containsExactly("A1", "A2");
        }
    }

    private static Map<String, String> options(Servers servers) {
        String place = "s3://" + Servers.BUCKET + '/' + NAME;
        return Map.of(
                "s3.endpoint", servers.s3().endpoint().toString(),
                "s3.path.style.access", "true",
                "s3.access-key", EmbeddedS3.ACCESS_KEY,
                "s3.secret-key", EmbeddedS3.SECRET_KEY,
                "execution.checkpointing.dir", place + "/checkpoints",
                "execution.checkpointing.interval", "1s",
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1000",
                "restart-strategy.fixed-delay.delay", "1s");
    }

    /** Three deposits that the shipped rule book finds, and a payment that lets their time pass. */
    private static void deposit(KafkaProducer<byte[], byte[]> producer, String account, String at) throws Exception {
        TransactionJson json = new TransactionJson();
        for (int i = 0; i < 4; i++) {
            var payment = i < 3 ? cash("9,500").into(account) : cash("1").into("B");
            Transaction transaction =
                    payment.id(account + i).at(at).later(Duration.ofMinutes(i)).transaction();
            producer.send(new ProducerRecord<>("t-" + NAME, json.write(transaction)))
                    .get();
        }
    }

    private static void awaitSubjects(KafkaConsumer<byte[], byte[]> consumer, List<String> subjects, int count)
            throws Exception {
        AmlScenario.await(count + " alerts", () -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Alert alert = AlertJson.read(record.value());
                assertThat(alert.scores()).extracting(Alert.Score::model).containsExactly("account-lstm");
                subjects.add(alert.subject().id());
            }
            return subjects.size() >= count;
        });
    }
}
