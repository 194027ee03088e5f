package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.fixture.Servers;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.RandomPayments;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill of src/docs/runbooks/region-loss.md: S3 and the cluster are lost, the brokers and a copy of the bucket are not. */
@Tag("matrix")
class RegionLossTest {

    /** S3's names are the world's: a copy elsewhere has another. */
    private static final String ELSEWHERE = "finai-elsewhere";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void aCopiedSavepointGoesOnInABucketOfAnotherNameAndNoAlertAndNoRowIsLost() throws Exception {
        RandomPayments random = RandomPayments.seeded();
        List<Transaction> payments = random.transactions(900);
        RateTable rates = rates();
        try (EmbeddedS3 home = server("home", Servers.BUCKET);
                AmlScenario aml =
                        AmlScenario.of("region", RandomPayments.BOOK, rates, S3FileSystem.HADOOP, endpoint(home))) {
            LocalJob job = aml.start(2, null);
            aml.produce(payments.subList(0, 300));
            aml.awaitAllRead(job);
            String savepoint = savepoint(aml.cluster(), job);
            aml.produce(payments.subList(300, 600));
            aml.awaitAllRead(job);
            job.cancel(); // the drill's end of the region: no savepoint, and what comes now waits in the topic
            home.kill();
            aml.produce(payments.subList(600, 900));

            long lost = System.nanoTime();
            copy(data("home", Servers.BUCKET), data("away", ELSEWHERE));
            long copied = System.nanoTime();
            try (EmbeddedS3 away = server("away", ELSEWHERE);
                    LocalCluster cluster = clusterAt(away, aml)) {
                LocalJob again = cluster.submit(aml.id(), graph(aml.config()), parallelism(), elsewhere(savepoint));
                Scenario.await("all tasks run", () -> {
                    if (again.status().isGloballyTerminalState()) {
                        again.awaitEnd(); // throws its cause
                    }
                    return again.allTasksRunning();
                });
                long running = System.nanoTime();
                aml.awaitAllRead(again);
                long caughtUp = System.nanoTime();
                System.out.printf(
                        "copied in %.1f s, running after %.1f s, caught up after %.1f s%n",
                        (copied - lost) / 1e9, (running - lost) / 1e9, (caughtUp - lost) / 1e9);
                again.stopWithSavepoint(true);
                assertThat(new HashSet<>(ArchiveReader.of(
                                        elsewhere(aml.config().archive().location()))
                                .texts(ArchiveTable.TRANSACTIONS, "transaction_id")))
                        .as("rows of the tables elsewhere; repeat with %s", random)
                        .isEqualTo(payments.stream()
                                .map(Transaction::transactionId)
                                .collect(Collectors.toSet()));
            }
            assertThat(aml.readCommitted(aml.topics().alerts()).stream()
                            .map(record -> AlertJson.read(record.value()))
                            .filter(alert -> !alert.rule().kind().equals("model"))
                            .collect(Collectors.toMap(Alert::alertId, Oracle.Found::of, (first, second) -> {
                                assertThat(second).as("said twice, the same").isEqualTo(first);
                                return first;
                            }))
                            .values())
                    .as("alerts, each once by its id; repeat with %s", random)
                    .containsExactlyInAnyOrderElementsOf(
                            Oracle.alerts(RandomPayments.BOOK, RandomPayments.postings(payments)));
            home.restart(); // what is left of the first job wants to tidy up there before it ends
        }
    }

    private EmbeddedS3 server(String region, String bucket) throws Exception {
        return EmbeddedS3.start(folder.resolve(region), 0, DataOnClose.DROP, List.of(bucket));
    }

    private Path data(String region, String bucket) {
        return folder.resolve(region).resolve("data").resolve(bucket);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) { // a folder comes before what is in it
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static Configuration endpoint(EmbeddedS3 server) {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", server.endpoint().toString());
        return flink;
    }

    private static Configuration parallelism() {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        return flink;
    }

    private static LocalCluster clusterAt(EmbeddedS3 server, Scenario scenario) throws Exception {
        Configuration flink = new Configuration(scenario.flink());
        flink.addAll(endpoint(server));
        for (var place :
                List.of(CheckpointingOptions.CHECKPOINTS_DIRECTORY, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
            flink.set(place, elsewhere(flink.get(place)));
        }
        Path plugins = ObservabilityFiles.ROOT.resolve("jobs/pipelines/target/plugins");
        return LocalCluster.start(flink, 4, 0, S3FileSystem.HADOOP, plugins);
    }

    private static String elsewhere(String place) {
        return place.replace("s3://" + Servers.BUCKET + '/', "s3://" + ELSEWHERE + '/');
    }

    private static Consumer<StreamExecutionEnvironment> graph(AmlConfig home) {
        AmlConfig config = new AmlConfig(
                home.job(),
                home.kafka(),
                home.watermarks(),
                home.maxFuture(),
                home.deduplication(),
                home.ruleBook(),
                home.rates(),
                home.scoring(),
                home.profiles(),
                new ArchiveConfig(
                        elsewhere(home.archive().location()), home.archive().compaction()));
        return env -> AmlJob.define(env, config, new KafkaAndS3Ports(config));
    }

    /** As {@code finai run}'s user or a schedule takes one, while the job goes on. */
    private static String savepoint(LocalCluster cluster, LocalJob job) throws Exception {
        URI savepoints = URI.create(cluster.webInterface() + "/jobs/" + job.id() + "/savepoints");
        String begun = HTTP.send(
                        HttpRequest.newBuilder(savepoints)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        URI state = URI.create(
                savepoints + "/" + JSON.readTree(begun).path("request-id").asText());
        JsonNode[] answer = new JsonNode[1];
        Scenario.await("a savepoint is complete: " + begun, () -> {
            answer[0] = JSON.readTree(HTTP.send(HttpRequest.newBuilder(state).build(), BodyHandlers.ofString())
                    .body());
            return answer[0].path("status").path("id").asText().equals("COMPLETED");
        });
        assertThat(answer[0].path("operation").path("location").asText())
                .as(answer[0].toString())
                .isNotEmpty();
        return answer[0].path("operation").path("location").asText();
    }

    private static RateTable rates() {
        StringBuilder csv = new StringBuilder("date,currency,rate\n");
        RandomPayments.RATES.forEach((currency, rate) -> csv.append("1970-01-01,")
                .append(currency)
                .append(',')
                .append(rate.toPlainString())
                .append('\n'));
        return RateTable.parse(
                "rates.csv", csv.toString().getBytes(StandardCharsets.UTF_8), RandomPayments.BOOK.baseCurrency());
    }
}
