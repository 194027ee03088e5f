package ai.finai.cli.deadletters;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.RejectionReason;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, which is why the tests share one, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersCommandTest {

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static Path config;
    private static Path marketConfig;
    private static KafkaConfig kafka;

    @BeforeAll
    static void deadLettersOfBothJobs() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, DataOnClose.DROP);
        config = Files.writeString(
                folder.resolve("aml.yaml"), "kafka: {bootstrapServers: \"" + broker.bootstrapServers() + "\"}\n");
        kafka = AmlConfigFile.read(config).kafka();
        marketConfig = Files.writeString(folder.resolve("market.yaml"), """
                kafka: {bootstrapServers: "%s", topics: {prices: bars}}
                index: {symbol: IDX}
                """.formatted(broker.bootstrapServers()));
        KafkaPrerequisites.check(kafka);
        KafkaPrerequisites.check(MarketConfigFile.read(marketConfig).kafka());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(
                    producer,
                    "dead-letters",
                    new Origin("transactions", 1, 10),
                    RejectionReason.UNKNOWN_CURRENCY,
                    "{\"currency\":\"XBT\"}".getBytes(StandardCharsets.UTF_8));
            send(
                    producer,
                    "dead-letters",
                    new Origin("transactions", 1, 11),
                    RejectionReason.EVENT_TIME_IN_FUTURE,
                    "{\"transactionId\":\"T11\"}".getBytes(StandardCharsets.UTF_8));
            send(
                    producer,
                    "dead-letters",
                    new Origin("transactions", 1, 12),
                    RejectionReason.MALFORMED,
                    new byte[600 * 1024]);
            for (Origin origin : List.of(
                    new Origin("bars", 0, 20),
                    new Origin("bars", 0, 21),
                    new Origin("news", 2, 20),
                    new Origin("prices", 0, 22))) {
                send(
                        producer,
                        "market-dead-letters",
                        origin,
                        RejectionReason.EVENT_TIME_IN_FUTURE,
                        ("{\"at\":" + origin.offset() + '}').getBytes(StandardCharsets.UTF_8));
            }
            producer.send(new ProducerRecord<>("dead-letters", "not FinAI's".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    @Order(1)
    void theListSaysWhereWhatAndWhy() {
        Cli result = finai("dead-letters", "list", "--config", config.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("transactions-1@10", "unknown-currency", "the sentence of 10")
                .contains("transactions-1@11", "transactions-1@12", "3 dead letters")
                .doesNotContain("bars");
        assertThat(result.err()).contains("passed over 1 record");
    }

    @Test
    @Order(2)
    void theListCanBeCutFilteredAndReadByPrograms() {
        Cli newest = finai("dead-letters", "list", "--config", config.toString(), "--limit", "1");
        assertThat(newest.out())
                .contains("@12", "the newest 1 of 3 dead letters")
                .doesNotContain("@10");

        Cli json = finai(
                "dead-letters",
                "list",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--reason",
                "unknown-currency",
                "--since",
                "1h",
                "--format",
                "json");
        assertThat(json.out().lines()).hasSize(1);
        assertThat(json.out()).contains("\"source\":\"transactions-1@10\"").contains("XBT");

        assertThat(finai("dead-letters", "list", "--config", config.toString(), "--since", "2100-01-01T00:00:00Z")
                        .out())
                .isEqualToIgnoringNewLines("0 dead letters");
    }

    @Test
    @Order(3)
    void whileARepairedRowIsStillWrongNothingIsSent() throws Exception {
        Path repaired = Files.writeString(folder.resolve("half.jsonl"), good("R1") + "\n{\"transactionId\":\"R2\"}\n");
        Cli result = finai("dead-letters", "replay", repaired.toString(), "--config", config.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("half.jsonl:2: invalid-event-time").contains("nothing was sent: 1 of 2 rows");
        assertThat(records("transactions")).isEmpty();
    }

    @Test
    @Order(4)
    void repairedRowsAreSentInOneTransaction() throws Exception {
        Path repaired = Files.writeString(folder.resolve("repaired.jsonl"), good("R1") + "\n" + good("R2") + "\n");
        String[] command = {"dead-letters", "replay", repaired.toString(), "--config", config.toString(), "--dry-run"};
        assertThat(finai(command).out()).contains("would send 2 records to transactions");
        assertThat(records("transactions")).isEmpty();

        Cli result = finai("dead-letters", "replay", repaired.toString(), "--config", config.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("sent 2 records to transactions");
        assertThat(records("transactions")).hasSize(2).allMatch(value -> value.contains("\"transactionId\":\"R"));
    }

    @Test
    @Order(5)
    void chosenDeadLettersAreSentAsTheyAreExceptWhatWasNotKeptWhole() {
        Cli result = finai(
                "dead-letters",
                "replay",
                "--config",
                config.toString(),
                "--source",
                "transactions-1@11",
                "--source",
                "transactions-1@12");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("sent 1 record ").contains("1 record left out");
        assertThat(records("transactions")).hasSize(3).contains("{\"transactionId\":\"T11\"}");
    }

    @Test
    @Order(6)
    void whatIsToBeSentMustBeChosen() {
        assertThat(finai("dead-letters", "replay", "--config", config.toString())
                        .err())
                .contains("name a file of repaired records, or choose");
        assertThat(finai("dead-letters", "list", "--config", config.toString(), "--reason", "bad")
                        .err())
                .contains("--reason bad is unknown; known: malformed,");
    }

    @Test
    @Order(7)
    void theMarketJobHasItsOwn() {
        Cli list = finai("dead-letters", "list", "--job", "market", "--config", marketConfig.toString());
        assertThat(list.exitCode()).as(list.err()).isEqualTo(ExitCode.OK);
        assertThat(list.out())
                .contains("bars-0@20", "bars-0@21", "news-2@20", "4 dead letters")
                .doesNotContain("transactions");
        assertThat(finai("dead-letters", "list", "--job", "market", "--bootstrap-servers", broker.bootstrapServers())
                        .out())
                .as("its default topics")
                .contains("4 dead letters");
    }

    @Test
    @Order(8)
    void aConfigurationOfTheOtherJobSaysWhoseItIs() {
        Cli result = finai("dead-letters", "list", "--config", marketConfig.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("market.yaml is a configuration of the market job, and this is about the aml job's");
    }

    @Test
    @Order(9)
    void eachGoesBackToTheTopicItCameFrom() {
        String[] command = {
            "dead-letters",
            "replay",
            "--job",
            "market",
            "--config",
            marketConfig.toString(),
            "--source",
            "bars-0@20",
            "--source",
            "bars-0@21",
            "--source",
            "news-2@20"
        };
        Cli result = finai(command);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("sent 2 records to bars, 1 record to news at ");
        assertThat(records("bars")).containsExactlyInAnyOrder("{\"at\":20}", "{\"at\":21}");
        assertThat(records("news")).containsExactly("{\"at\":20}");
    }

    @Test
    @Order(10)
    void whatComesFromATopicThatTheJobDoesNotReadIsRefusedAndNothingIsSent() {
        Cli result = finai(
                "dead-letters", "replay", "--job", "market", "--config", marketConfig.toString(), "--since", "1h");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("nothing was sent: some of these dead letters come from prices, and the job reads bars, news,"
                        + " splits");
        assertThat(records("bars")).hasSize(2);
    }

    @Test
    @Order(11)
    void repairedBarsNewsAndSplitsGoToTheirTopics() throws Exception {
        String bar =
                "{\"symbol\":\"AAA\",\"start\":\"2026-01-05T14:30:00Z\",\"interval\":\"PT1M\",\"open\":\"10\",\"high\":\"11\","
                        + "\"low\":\"9\",\"close\":\"10.5\",\"volume\":7,\"currency\":\"USD\"}\n";
        String news =
                "{\"newsId\":\"N1\",\"published\":\"2026-01-05T14:31:00Z\",\"headline\":\"Up\",\"symbols\":[\"AAA\"]}\n";
        String split = "{\"symbol\":\"AAA\",\"effective\":\"2026-01-06T00:00:00Z\",\"ratio\":\"4\"}\n";
        String sixtyFive =
                IntStream.range(0, 65).mapToObj(i -> "\"S" + i + '"').collect(Collectors.joining(",", "[", "]"));
        Path half = Files.writeString(
                folder.resolve("half-market.jsonl"),
                bar
                        + bar.replace("\"11\"", "\"1\"")
                        + split.replace("\"4\"", "\"2000000\"")
                        + news.replace("[\"AAA\"]", sixtyFive));
        Cli wrong = finai(
                "dead-letters", "replay", half.toString(), "--job", "market", "--config", marketConfig.toString());
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .contains("half-market.jsonl:2: inconsistent-prices: low: 9 is above high, 1;")
                .contains("half-market.jsonl:3: invalid-ratio: ")
                .contains("half-market.jsonl:4: field-too-long: ")
                .contains("nothing was sent: 3 of 4 rows");

        Path whole = Files.writeString(folder.resolve("market.jsonl"), bar + news + split);
        Cli result = finai(
                "dead-letters", "replay", whole.toString(), "--job", "market", "--config", marketConfig.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("sent 1 record to bars, 1 record to news, 1 record to splits at ");
        assertThat(records("bars")).hasSize(3).anyMatch(value -> value.contains("\"symbol\":\"AAA\""));
        assertThat(records("splits")).hasSize(1).allMatch(value -> value.contains("\"ratio\":\"4\""));
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, Origin origin, RejectionReason reason, byte[] value)
            throws Exception {
        long now = System.currentTimeMillis();
        OutgoingRecord record = DeadLetters.record(
                topic,
                DeadLetters.of(origin, now, reason, "the sentence of " + origin.offset(), null, value),
                now + origin.offset());
        ProducerRecord<byte[], byte[]> outgoing =
                new ProducerRecord<>(record.topic(), null, record.timestamp(), record.key(), record.value());
        record.headers().forEach(header -> outgoing.headers().add(header.name(), header.value()));
        producer.send(outgoing).get();
    }

    private static String good(String id) {
        return "{\"transactionId\":\"" + id
                + "\",\"eventTime\":\"2026-01-05T10:00:00Z\",\"amount\":\"1.00\",\"currency\":\"USD\",\"debtorAccount\":\"A\"}";
    }

    private static List<String> records(String topic) {
        List<String> values = new ArrayList<>();
        TopicReader.readSettled(kafka, topic, record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }
}
