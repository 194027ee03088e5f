package ai.finai.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, with and without something wrong. */
class DoctorOfKafkaTest {

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;

    @BeforeAll
    static void aHealthyBroker() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, DataOnClose.DROP);
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
                .anyMatch(risk -> risk.contains("topic narrow: has 1 replica"))
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
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Path nobody = Files.writeString(
                folder.resolve("nobody.yaml"), "kafka: {bootstrapServers: \"127.0.0.1:" + free + "\"}\n" + archive());
        Examined found = examine(nobody);
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(found.stops()).singleElement().asString().contains("127.0.0.1:" + free, "nobody listens there");
        assertThat(found.unknown()).singleElement().asString().contains("topics", "transactions", "no broker answers");

        assertThat(examine(config("tls", "{}", "properties: {security.protocol: SSL}"))
                        .stops())
                .singleElement()
                .asString()
                .contains("is a broker without TLS, and security.protocol is SSL", "security.protocol: PLAINTEXT");
        assertThat(examine(config("sasl", "{}", "properties: {security.protocol: SASL_PLAINTEXT}"))
                        .stops())
                .singleElement()
                .asString()
                .contains("wants no SASL");
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
