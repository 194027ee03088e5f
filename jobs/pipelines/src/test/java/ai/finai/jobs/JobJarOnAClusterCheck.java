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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The job jar as a cluster gets it: submitted to Flink processes that know nothing of FinAI. */
@Tag("jar")
@Tag("matrix")
@EnabledIfSystemProperty(named = "finai.job.jar", matches = ".+")
class JobJarOnAClusterCheck {

    private static final Path JAR = Path.of(System.getProperty("finai.job.jar", ""));
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** What 15 runs may leave: allocators keep some; a leaked session or class loader a run is more. */
    private static final long MOST_GROWTH_KILOBYTES = 200_000;

    private final String name = "on-a-cluster-" + COUNT.incrementAndGet();

    /** With the processes' logs, for a look after a failure. */
    private final Path folder = JAR.resolveSibling(name);

    private Servers servers;

    @BeforeEach
    void servers() throws Exception {
        servers = Servers.running();
    }

    @Test
    @Timeout(300)
    void theJobRunsAndGoesOnAfterItsTaskManagerIsKilled() throws Exception {
        try (FlinkProcesses flink = FlinkProcesses.start(folder, options(servers));
                KafkaProducer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Path config = config();
            flink.startTaskManager();
            flink.submit(JAR, "--config", config.toString());
            List<String> subjects = new ArrayList<>();

            deposit(producer, "A1", 1);
            awaitSubjects(consumer, subjects, 1);
            flink.killTaskManager();
            flink.startTaskManager();
            deposit(producer, "A2", 2);
            awaitSubjects(consumer, subjects, 2);

            assertThat(subjects).containsExactly("A1", "A2");
        }
    }

    /** A class loader that stays holds all classes of a job; a native library in it could not even be loaded again. */
    @Test
    @Timeout(600)
    void aJvmThatRanTheJobTwentyTimesHoldsNoMoreThanOneThatRanItAFewTimes() throws Exception {
        try (FlinkProcesses flink = FlinkProcesses.start(folder, options(servers));
                KafkaProducer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Path config = config();
            flink.startTaskManager();
            List<String> subjects = new ArrayList<>();
            long afterFew = 0;
            int classLoadersAfterFew = 0;
            for (int run = 1; run <= 20; run++) {
                flink.submit(JAR, "--config", config.toString());
                deposit(producer, "R" + run, run);
                awaitSubjects(consumer, subjects, run);
                flink.cancel();
                if (run == 5) {
                    classLoadersAfterFew = classLoaders(flink);
                    afterFew = residentKilobytes(flink);
                }
            }
            int classLoaders = classLoaders(flink);
            long afterTwenty = residentKilobytes(flink);
            System.out.printf(
                    "after 5 runs %d class loaders, %d KB resident; after 20 runs %d, %d KB%n",
                    classLoadersAfterFew, afterFew, classLoaders, afterTwenty);
            assertThat(classLoaders).as("class loaders after 20 runs").isLessThanOrEqualTo(classLoadersAfterFew + 1);
            assertThat(afterTwenty - afterFew)
                    .as("kilobytes more after 20 runs than after 5 (%d)", afterFew)
                    .isLessThan(MOST_GROWTH_KILOBYTES);
        }
    }

    private static int classLoaders(FlinkProcesses flink) throws Exception {
        jcmd(flink, "GC.run");
        jcmd(flink, "GC.run");
        return jcmd(flink, "GC.class_histogram")
                .lines()
                .filter(line -> line.endsWith("org.apache.flink.util.ChildFirstClassLoader"))
                .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+")[1]))
                .sum();
    }

    private static String jcmd(FlinkProcesses flink, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(flink.taskManagerPid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        return said;
    }

    private static long residentKilobytes(FlinkProcesses flink) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(flink.taskManagerPid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers.kafka().bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "group.id",
                        "reader-" + name,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of("a-" + name));
        return consumer;
    }

    private Path config() throws Exception {
        Files.write(folder.resolve("model.onnx"), TestModel.MODEL.bytes());
        return Files.writeString(
                folder.resolve("aml.yaml"), """
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
                """.formatted(name, servers.kafka().bootstrapServers(), Servers.BUCKET));
    }

    private Map<String, String> options(Servers servers) {
        String place = "s3://" + Servers.BUCKET + '/' + name;
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
    private void deposit(KafkaProducer<byte[], byte[]> producer, String account, int day) throws Exception {
        TransactionJson json = new TransactionJson();
        for (int i = 0; i < 4; i++) {
            var payment = i < 3 ? cash("9,500").into(account) : cash("1").into("B");
            Transaction transaction = payment.id(account + i)
                    .at("10:00")
                    .later(Duration.ofDays(day).plusMinutes(i))
                    .transaction();
            producer.send(new ProducerRecord<>("t-" + name, json.write(transaction)))
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
