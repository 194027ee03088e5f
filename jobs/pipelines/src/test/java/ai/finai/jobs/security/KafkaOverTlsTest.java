package ai.finai.jobs.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.events.TransactionJson;
import ai.finai.events.fixtures.Payment;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.fixture.FreePort;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.fixture.Servers;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the overlays' configuration every client of the job gets through to a broker that takes nobody else. */
@Tag("matrix")
class KafkaOverTlsTest {

    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static int mutualTls;
    private static int saslOverTls;

    @BeforeAll
    static void aBrokerThatAsksWhoIsThere() throws Exception {
        KeyStores authority = KeyStores.selfSigned(folder.resolve("authority"), "authority");
        KeyStores server = authority.issue(folder.resolve("server"), "broker", "ip:127.0.0.1");
        Path secret = Files.createDirectories(folder.resolve("secret"));
        authority.issue(folder.resolve("client"), "finai", "").writeKey(secret.resolve("tls.key"));
        Files.copy(folder.resolve("client/tls.crt"), secret.resolve("tls.crt"));
        Files.copy(folder.resolve("authority/own.crt"), secret.resolve("ca.crt"));
        Files.writeString(secret.resolve("sasl.jaas.config"), LOGIN + " username=\"finai\" password=\"right\";");

        int plain = FreePort.any();
        mutualTls = FreePort.any();
        saslOverTls = FreePort.any();
        int controller = FreePort.any();
        String addresses = "PLAINTEXT://127.0.0.1:" + plain + ",SSL://127.0.0.1:" + mutualTls + ",SASL_SSL://127.0.0.1:"
                + saslOverTls;
        broker = EmbeddedKafka.start(
                folder.resolve("kafka"),
                plain,
                DataOnClose.DROP,
                Map.ofEntries(
                        Map.entry("listeners", addresses + ",CONTROLLER://127.0.0.1:" + controller),
                        Map.entry("advertised.listeners", addresses),
                        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL"),
                        Map.entry("listener.name.ssl.ssl.client.auth", "required"),
                        Map.entry("ssl.keystore.location", server.keyStore().toString()),
                        Map.entry("ssl.keystore.password", KeyStores.PASSWORD),
                        Map.entry("ssl.key.password", KeyStores.PASSWORD),
                        Map.entry("ssl.truststore.location", server.trustStore().toString()),
                        Map.entry("ssl.truststore.password", KeyStores.PASSWORD),
                        Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                        Map.entry("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", LOGIN + ';')));
        try (Admin admin = Admin.create(inClear())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "finai", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "right")))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    @Timeout(300)
    void byItsCertificateAsInProduction() throws Exception {
        AmlConfig aml = load("production-aws", mutualTls);
        Properties nobody = aml.kafka().adminProperties();
        Stream.of("ssl.keystore.type", "ssl.keystore.certificate.chain", "ssl.keystore.key")
                .forEach(nobody::remove);
        assertThatThrownBy(() -> reach(nobody)).hasCauseInstanceOf(SslAuthenticationException.class);
        recordsGoThrough(aml);
    }

    @Test
    @Timeout(300)
    void byItsPasswordAsInStaging() throws Exception {
        AmlConfig aml = load("staging", saslOverTls);
        Properties nobody = aml.kafka().adminProperties();
        nobody.put("sasl.jaas.config", LOGIN + " username=\"finai\" password=\"wrong\";");
        assertThatThrownBy(() -> reach(nobody)).hasCauseInstanceOf(SaslAuthenticationException.class);
        recordsGoThrough(aml);
    }

    private static void reach(Properties client) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().nodes().get();
        }
    }

    private static AmlConfig load(String overlay, int port) throws Exception {
        String config = Files.readString(Path.of(
                System.getProperty("finai.root"),
                "deploy/flink-k8s-operator/overlays/" + overlay + "/config/aml.yaml"));
        return AmlConfig.load(Files.writeString(
                folder.resolve(overlay + ".yaml"),
                config.replaceFirst("bootstrapServers: .*", "bootstrapServers: 127.0.0.1:" + port)
                        .replaceFirst("name: aml", "name: " + overlay)
                        .replaceFirst("location: .*", "location: s3://" + Servers.BUCKET + '/' + overlay + "/archive")
                        .replace("/opt/finai/kafka", folder.resolve("secret").toString())));
    }

    /** Read by the source, written by the sink in its transactions, and committed. */
    private static void recordsGoThrough(AmlConfig aml) throws Exception {
        AmlTopics topics = AmlTopics.of(aml.kafka());
        String id = "from-" + aml.job().name();
        try (Admin admin = Admin.create(inClear())) {
            var there = admin.listTopics().names().get();
            admin.createTopics(topics.all().stream()
                            .filter(topic -> !there.contains(topic))
                            .map(topic -> new NewTopic(topic, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        KafkaPrerequisites.check(aml.kafka());
        Configuration flink = Scenario.flink(Servers.running(), aml.job().name(), new Configuration());
        Path plugins = Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "plugins");
        try (LocalCluster cluster = LocalCluster.start(flink, 2, 0, S3FileSystem.HADOOP, plugins);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(inClear(), new ByteArraySerializer(), new ByteArraySerializer())) {
            Configuration overrides = new Configuration();
            overrides.set(CoreOptions.DEFAULT_PARALLELISM, 1);
            LocalJob job = cluster.submit(
                    aml.job().name(), env -> AmlJob.define(env, aml, new KafkaAndS3Ports(aml)), overrides, null);
            Scenario.await("all tasks run", job::allTasksRunning);
            producer.send(new ProducerRecord<>(
                            topics.transactions(),
                            new TransactionJson()
                                    .write(Payment.cash("100.00")
                                            .into("A1")
                                            .on("2026-01-05")
                                            .id(id)
                                            .transaction())))
                    .get();
            String none = "none, for " + id;
            producer.send(new ProducerRecord<>(topics.transactions(), none.getBytes(StandardCharsets.UTF_8)))
                    .get();
            Scenario.await("the dead letter is committed", () -> committed(topics.deadLetters())
                    .contains(none));
            job.stopWithSavepoint(true);
        }
        assertThat(ArchiveReader.of(aml.archive().location()).texts(ArchiveTable.TRANSACTIONS, "transaction_id"))
                .contains(id);
    }

    private static List<String> committed(String topic) {
        Map<String, Object> client = inClear();
        client.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
            return StreamSupport.stream(records.spliterator(), false)
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static Map<String, Object> inClear() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
