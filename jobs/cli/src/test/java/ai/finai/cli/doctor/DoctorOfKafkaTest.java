package ai.finai.cli.doctor;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.doctor.check.Brokers;
import ai.finai.cli.doctor.check.KafkaCheck;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, with and without something wrong. */
class DoctorOfKafkaTest {

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static int sasl;
    private static int tls;

    @BeforeAll
    static void aHealthyBroker() throws Exception {
        int plain = free();
        sasl = free();
        tls = free();
        int controller = free();
        String addresses =
                "PLAINTEXT://127.0.0.1:" + plain + ",SASL_PLAINTEXT://127.0.0.1:" + sasl + ",SSL://127.0.0.1:" + tls;
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
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry(
                                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " user_finai=\"finai-secret\";"),
                        Map.entry("ssl.keystore.location", keys().toString()),
                        Map.entry("ssl.keystore.password", "changeit"),
                        Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                        Map.entry("allow.everyone.if.no.acl.found", "true")));
        KafkaPrerequisites.check(AmlConfigFile.read(config("healthy", "{}", "")).kafka());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void aHealthyJobHasNothingButNotes() throws Exception {
        Examined found = examine(config("healthy", "{}", ""));
        assertThat(found.stops()).isEmpty();
        assertThat(found.risks()).isEmpty();
        assertThat(found.unknown()).isEmpty();
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(found.notes())
                .anyMatch(note -> note.contains("1 broker, metadata.version"))
                .anyMatch(note -> note.contains("an outage of up to 14 min 50 s loses no alert"));
    }

    @Test
    void topicsThatAreNotThereStopAJobThatMayNotMakeThem() throws Exception {
        Path config = config("missing", "{alerts: other-alerts}", "missingTopics: {create: false}");
        assertThat(examine(config).stops()).singleElement().asString().contains("topic other-alerts", "4 partitions");
    }

    @Test
    void topicsOfTheWrongFormAreFound() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("narrow", 1, (short) 1)
                                    .configs(Map.of(
                                            "retention.ms", "3600000", "unclean.leader.election.enable", "true")),
                            new NewTopic("orders", 2, (short) 1),
                            new NewTopic("short-alerts", 2, (short) 1)
                                    .configs(Map.of("retention.ms", "604800000", "max.message.bytes", "1000")),
                            new NewTopic("compacted", 2, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("unwritable", 2, (short) 1).configs(Map.of("min.insync.replicas", "2"))))
                    .all()
                    .get();
        }
        Examined found = examine(config(
                "wrong",
                "{transactions: narrow, models: orders, alerts: short-alerts, lateEvents: compacted,"
                        + " deadLetters: unwritable}",
                "missingTopics: {replicationFactor: 3}"));
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(found.stops())
                .anyMatch(stop -> stop.contains("topic orders: has 2 partitions"))
                .anyMatch(stop -> stop.contains("topic orders: cleanup.policy is delete"))
                .anyMatch(stop -> stop.contains("topic short-alerts: max.message.bytes is 1000"))
                .anyMatch(stop -> stop.contains("topic compacted: cleanup.policy is compact"))
                .anyMatch(stop -> stop.contains("topic unwritable: min.insync.replicas is 2"));
        assertThat(found.risks())
                .anyMatch(risk -> risk.contains("topic narrow: has 1 partition for a parallelism of 2"))
                .anyMatch(risk -> risk.contains("topic narrow: retention.ms keeps records for 1 h"))
                .anyMatch(risk -> risk.contains("topic narrow: unclean.leader.election.enable"))
                .anyMatch(risk -> risk.contains("topic narrow: has 1 replica, and can have 3"))
                .anyMatch(risk -> risk.contains("topic short-alerts: retention.ms keeps records for 7 days"))
                .anyMatch(risk -> risk.contains("has 1 broker, and topics are to have 3 replicas"));
    }

    @Test
    void aTransactionThatBrokersEndTooEarlyStopsTheJob() throws Exception {
        Examined found = examine(config("long", "{}", "transactions: {timeout: 1h}"), "--outage", "2h");
        assertThat(found.stops())
                .singleElement()
                .asString()
                .contains("transaction.max.timeout.ms is 900000, but kafka.transactions.timeout is 3600000 ms");
        assertThat(found.risks()).singleElement().asString().contains("does not outlast an outage of 120 min");
    }

    @Test
    void aReaderOfUncommittedRecordsIsARisk() throws Exception {
        Examined found = examine(config("dirty", "{}", "consumer: {isolation.level: read_uncommitted}"));
        assertThat(found.risks()).singleElement().asString().contains("isolation.level is read_uncommitted");
    }

    @Test
    void nobodyAtThePortIsToldApartFromAnotherProtocol() throws Exception {
        int free = free();
        Path nobody = Files.writeString(
                folder.resolve("nobody.yaml"), "kafka: {bootstrapServers: \"127.0.0.1:" + free + "\"}\n" + archive());
        Examined found = examine(nobody);
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(found.stops()).singleElement().asString().contains("127.0.0.1:" + free, "nobody listens there");
        assertThat(found.unknown())
                .singleElement()
                .asString()
                .contains("topics", "transactions", "no broker answers this client");
    }

    @Test
    void eachWrongProtocolIsToldWithTheRightOne() throws Exception {
        assertThat(stop(broker.port(), "security.protocol: SSL"))
                .contains("is a broker without TLS, and security.protocol is SSL", "security.protocol: PLAINTEXT");
        assertThat(stop(broker.port(), "security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN"))
                .contains("wants no SASL");
        assertThat(stop(tls, "")).contains("wants TLS, and security.protocol is PLAINTEXT", "security.protocol: SSL");
        assertThat(stop(sasl, "")).contains("wants SASL (PLAIN)", "security.protocol: SASL_PLAINTEXT");
        assertThat(stop(sasl, "security.protocol: SASL_PLAINTEXT, sasl.mechanism: SCRAM-SHA-512"))
                .contains("does not take sasl.mechanism SCRAM-SHA-512, but PLAIN");
        assertThat(stop(tls, "security.protocol: SSL")).contains("TLS fails", "ssl.truststore");
        assertThat(stop(
                        sasl,
                        "security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN, sasl.jaas.config: '"
                                + "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"finai\""
                                + " password=\"hunter2\";'"))
                .contains("does not know this user, or not this password")
                .doesNotContain("hunter2");
    }

    @Test
    void rightsThatTheJobLacksAreFoundWithTheCommandThatGivesThem() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("guarded", 2, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(List.of(
                            allow(ResourceType.TOPIC, "guarded", "User:ANONYMOUS", AclOperation.READ),
                            allow(ResourceType.TOPIC, "guarded", "User:other", AclOperation.WRITE),
                            allow(
                                    ResourceType.TRANSACTIONAL_ID,
                                    "barred-aml-doctor",
                                    "User:other",
                                    AclOperation.WRITE)))
                    .all()
                    .get();
        }
        assertThat(examine(config("guarded", "{alerts: guarded}", "transactions: {idPrefix: barred}"))
                        .stops())
                .hasSize(2)
                .anyMatch(stop -> stop.contains("topic guarded: this user has no right to write")
                        && stop.contains("--operation write --topic guarded"))
                .anyMatch(stop -> stop.contains("transactional ids barred...: this user has no right to write"));
    }

    @Test
    void aModelThatWasOrderedAndIsGoneIsFound() throws Exception {
        Path registry = folder.resolve("registry");
        new ModelRegistry(registry.toString()).publish(new ModelFiles(MODEL.file(), null, MODEL.manifest()));
        Path config = config("ordered", "{models: ordered, modelStatus: answered}", "");
        Cli ordered = finai(
                "model",
                "activate",
                "account-lstm/1",
                "--registry",
                registry.toString(),
                "--config",
                config.toString(),
                "--no-wait");
        assertThat(ordered.exitCode()).as(ordered.err()).isEqualTo(ExitCode.OK);

        Examined found = examine(config);
        assertThat(found.stops()).isEmpty();
        assertThat(found.notes())
                .anyMatch(note -> note.contains("champion account-lstm/1, as ordered, is there and runs"));

        Files.delete(registry.resolve("account-lstm/1/model.onnx"));
        assertThat(examine(config).stops())
                .singleElement()
                .asString()
                .contains("account-lstm/1, as ordered, cannot be read", "./finai model rollback --role champion");
    }

    private static AclBinding allow(ResourceType type, String name, String user, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }

    /** The one thing that stops a job whose clients speak so to that port. */
    private static String stop(int port, String properties) throws Exception {
        Path config = Files.writeString(
                folder.resolve("protocol.yaml"),
                "kafka: {bootstrapServers: \"127.0.0.1:" + port + "\", properties: {" + properties + "}}\n"
                        + archive());
        try (Brokers brokers = new Brokers(AmlConfigFile.read(config).kafka(), Duration.ofSeconds(8))) {
            Findings findings = new Findings("kafka", "aml");
            new KafkaCheck(brokers).look(findings);
            List<Finding> found = findings.soFar();
            assertThat(found).hasSize(1);
            return found.get(0).what() + " | " + found.get(0).mend();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A certificate that nobody else signed. */
    private static Path keys() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-validity",
                        "2",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return keys;
    }

    private static Path config(String name, String topics, String kafka) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrapServers: "%s"
                  topics: %s
                  %s
                %s
                """.formatted(broker.bootstrapServers(), topics, kafka, archive()));
    }

    private static String archive() {
        return "archive: {location: \"" + folder.resolve("archive").toUri() + "\"}";
    }

    private static Examined examine(Path config, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--config", config.toString(), "-D", "parallelism.default=2"));
        arguments.addAll(Arrays.asList(more));
        return Examined.by(arguments.toArray(String[]::new));
    }
}
