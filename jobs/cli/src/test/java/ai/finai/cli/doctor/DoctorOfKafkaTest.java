package ai.finai.cli.doctor;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.doctor.check.kafka.Brokers;
import ai.finai.cli.doctor.check.kafka.KafkaCheck;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
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
                        Map.entry(
                                "ssl.keystore.location", SelfSigned.keys(folder).toString()),
                        Map.entry("ssl.keystore.password", SelfSigned.PASSWORD),
                        Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                        Map.entry("allow.everyone.if.no.acl.found", "true")));
        // What brokers ask of each other is asked by nobody in particular; the user has the one right that the job
        // needs.
        grant(
                allow(ResourceType.CLUSTER, "kafka-cluster", "User:ANONYMOUS", AclOperation.ALL),
                allow(ResourceType.CLUSTER, "kafka-cluster", "User:finai", AclOperation.IDEMPOTENT_WRITE));
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
                .anyMatch(note -> note.contains("an outage of up to 4 min 50 s loses no alert"));
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

    /** The transaction that is open when an outage begins is as old as interval and timeout of checkpoints together. */
    @Test
    void aCheckpointThatIsTriedForLongLeavesLessOfATransactionForAnOutage() throws Exception {
        Path config = config("outage", "{}", "");
        assertThat(examine(config, "--outage", "290s").risks()).isEmpty();
        assertThat(examine(config, "--outage", "291s").risks())
                .singleElement()
                .asString()
                .contains("15 min does not outlast an outage of 4 min 51 s", "raise it to 15 min 1 s");
        assertThat(examine(config, "--outage", "291s", "-D", "execution.checkpointing.timeout=1min")
                        .risks())
                .isEmpty();
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
    void anAddressThatIsAwayIsARiskWhileAnotherIsThere() throws Exception {
        int free = free();
        Examined found = examine(config("half", "{}", "", "127.0.0.1:" + free + ", " + broker.bootstrapServers()));
        assertThat(found.stops()).isEmpty();
        assertThat(found.unknown()).isEmpty();
        assertThat(found.risks()).singleElement().asString().contains("127.0.0.1:" + free, "nobody listens there");
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.OK);
    }

    /** Each is silent until all are spoken to: who asks one after another hears nothing. */
    @Test
    void addressesAreLookedAtSideBySide() throws Exception {
        try (Gates gates = Gates.to(broker.port(), 3)) {
            Examined found = examine(config("gates", "{}", "", gates.addresses()));
            assertThat(found.stops()).isEmpty();
            assertThat(found.risks()).isEmpty();
            assertThat(found.unknown()).isEmpty();
        }
    }

    @Test
    void eachWrongProtocolIsToldWithTheRightOne() throws Exception {
        assertThat(stop(broker.port(), "security.protocol: SSL"))
                .contains("is a broker without TLS, and security.protocol is SSL", "security.protocol: PLAINTEXT");
        assertThat(stop(broker.port(), "security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN"))
                .contains("wants no SASL");
        assertThat(stop(tls, "security.protocol: sasl_ssl, sasl.mechanism: PLAIN"))
                .contains("wants no SASL, and security.protocol is SASL_SSL", "{security.protocol: SSL}");
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
        }
        grant(
                allow(ResourceType.TOPIC, "guarded", "User:ANONYMOUS", AclOperation.READ),
                allow(ResourceType.TOPIC, "guarded", "User:other", AclOperation.WRITE),
                allow(ResourceType.TRANSACTIONAL_ID, "barred-aml-doctor", "User:other", AclOperation.WRITE));
        assertThat(examine(config("guarded", "{alerts: guarded}", "transactions: {idPrefix: barred}"))
                        .stops())
                .hasSize(2)
                .anyMatch(stop -> stop.contains("topic guarded: this user has no right to write")
                        && stop.contains("--operation Write --topic guarded"))
                .anyMatch(stop -> stop.contains("transactional ids barred...: this user has no right to write"));
    }

    /** It may not read the brokers' settings either, so it is not told that there is an authorizer. */
    @Test
    void aUserWithTheJobsRightsAndNoOtherHasNothingButNotes() throws Exception {
        topicsOf("least");
        rightsOf("least");
        Examined found = examine(ofUser("least", "missingTopics: {create: false}\n  transactions: {idPrefix: least}"));
        assertThat(found.stops()).isEmpty();
        assertThat(found.risks()).isEmpty();
        assertThat(found.unknown()).isEmpty();
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(found.notes())
                .anyMatch(note -> note.contains("topics least-transactions, least-models, least-alerts")
                        && note.contains("this user may not see their settings")
                        && note.contains("--command-config admin.properties")
                        && note.contains("--operation DescribeConfigs --topic least-transactions --topic least-models"))
                .anyMatch(note -> note.contains("one that was asked allows transactions of 15 min"));
    }

    @Test
    void whatThatUserLacksIsFoundWithoutTheBrokersSettings() throws Exception {
        topicsOf("lacking");
        rightsOf("lacking");
        grant(allow(ResourceType.TOPIC, "lacking-dead", "User:finai", AclOperation.DESCRIBE));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteAcls(List.of(new AclBindingFilter(
                            new ResourcePatternFilter(ResourceType.TOPIC, "lacking-dead", PatternType.LITERAL),
                            new AccessControlEntryFilter(
                                    "User:finai", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
        Examined found = examine(
                ofUser("lacking", "missingTopics: {create: false}\n  transactions: {idPrefix: lacking, timeout: 1h}"));
        assertThat(found.stops())
                .hasSize(2)
                .anyMatch(stop -> stop.contains("topic lacking-dead: this user has no right to write"))
                .anyMatch(stop -> stop.contains(
                        "transaction.max.timeout.ms does not allow a kafka.transactions.timeout of 60 min"));
    }

    @Test
    void aTopicThatItsUserMayNotDescribeIsNotSaidToBeMissing() throws Exception {
        grant(allow(ResourceType.TOPIC, "hidden", "User:other", AclOperation.READ));
        Examined found = examine(config("hidden", "{alerts: hidden}", ""));
        assertThat(found.stops())
                .singleElement()
                .asString()
                .contains("rights: topic hidden: this user has no right to describe and write");
        assertThat(found.notes())
                .anyMatch(note -> note.contains("topic hidden: this user may not describe it"))
                .noneMatch(note -> note.contains("the job would make it"));
    }

    /** The right may be one on the cluster, or on the topic alone. */
    @Test
    void theRightToMakeAMissingTopicIsLookedFor() throws Exception {
        topicsOf("making");
        rightsOf("making");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of("making-late", "making-dead")).all().get();
        }
        grant(allow(ResourceType.TOPIC, "making-late", "User:finai", AclOperation.CREATE));
        Examined found = examine(ofUser("making", "transactions: {idPrefix: making}"));
        assertThat(found.stops())
                .singleElement()
                .asString()
                .contains(
                        "topic making-dead: this user has no right to create",
                        "--operation Create --topic making-dead");
        assertThat(found.notes()).anyMatch(note -> note.contains("topic making-late: is not there yet; the job would"));
    }

    @Test
    void aMissingTopicThatTheBrokersWouldNotMakeStopsTheJob() throws Exception {
        assertThat(examine(config("wide", "{alerts: wide-alerts}", "missingTopics: {replicationFactor: 3}"))
                        .stops())
                .singleElement()
                .asString()
                .contains(
                        "topic wide-alerts: is not there, and the brokers would not make it with 4 partitions, 3 replicas");
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

    /** All topics of a job, with this before their names. */
    private static void topicsOf(String prefix) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : List.of("transactions", "alerts", "late", "dead", "status", "scores")) {
                topics.add(new NewTopic(prefix + '-' + name, 2, (short) 1));
            }
            topics.add(new NewTopic(prefix + "-models", 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
            admin.createTopics(topics).all().get();
        }
    }

    /** Those that src/docs/operation.md lists, for a user who has no others. */
    private static void rightsOf(String prefix) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String name : List.of("transactions", "models")) {
            rights.add(allow(ResourceType.TOPIC, prefix + '-' + name, "User:finai", AclOperation.READ));
        }
        for (String name : List.of("alerts", "late", "dead", "status", "scores")) {
            rights.add(allow(ResourceType.TOPIC, prefix + '-' + name, "User:finai", AclOperation.WRITE));
        }
        rights.add(allow(ResourceType.GROUP, prefix, "User:finai", AclOperation.READ));
        rights.add(new AclBinding(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:finai", "*", AclOperation.WRITE, AclPermissionType.ALLOW)));
        grant(rights.toArray(AclBinding[]::new));
    }

    /** A job of those topics whose mechanism and password stand in files that its clients read. */
    private static Path ofUser(String prefix, String kafka) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("mechanism"), "PLAIN");
        Files.writeString(
                secrets.resolve("login"),
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"finai\""
                        + " password=\"finai-secret\";");
        return config(
                prefix,
                "{transactions: P-transactions, models: P-models, alerts: P-alerts, lateEvents: P-late, deadLetters: P-dead,"
                                .replace("P", prefix)
                        + " modelStatus: P-status, modelScores: P-scores}".replace("P", prefix),
                """
                groupId: %s
                  properties:
                    security.protocol: sasl_plaintext
                    sasl.mechanism: ${dir:%2$s:mechanism}
                    sasl.jaas.config: ${dir:%2$s:login}
                    config.providers: dir
                    config.providers.dir.class: org.apache.kafka.common.config.provider.DirectoryConfigProvider
                    config.providers.dir.param.allowed.paths: %2$s
                  %3$s""".formatted(prefix, secrets, kafka),
                "127.0.0.1:" + sasl);
    }

    private static void grant(AclBinding... rights) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createAcls(List.of(rights)).all().get();
        }
    }

    @Test
    void aClusterThatThisUserMayNotSeeIsMissingAndNothingElse() throws Exception {
        Path kubectl = Files.writeString(
                folder.resolve("kubectl"),
                "#!/bin/sh\necho 'Error from server (Forbidden): User \"jane\" cannot list resource \"deployments\"' >&2\nexit 1\n");
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
        Path config = config("cluster", "{}", "");
        Examined found = examine(config, "--context", "production", "--kubectl", kubectl.toString());
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(found.unknown())
                .isNotEmpty()
                .allMatch(unknown ->
                        unknown.contains("this user has no right to look: User \"jane\" cannot list resource"));

        Files.delete(kubectl);
        Examined without = examine(config, "--context", "production", "--kubectl", kubectl.toString());
        assertThat(without.cli().exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(without.unknown()).singleElement().asString().contains("kubectl cannot be run", "install kubectl");
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

    private static Path config(String name, String topics, String kafka) throws IOException {
        return config(name, topics, kafka, broker.bootstrapServers());
    }

    private static Path config(String name, String topics, String kafka, String servers) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrapServers: "%s"
                  topics: %s
                  %s
                %s
                """.formatted(servers, topics, kafka, archive()));
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
