package ai.finai.cli.model.orders;

import static ai.finai.cli.Cli.finai;
import static ai.finai.cli.model.orders.AnsweringJob.status;
import static ai.finai.models.ModelStatus.State.ACTIVE;
import static ai.finai.models.ModelStatus.State.REFUSED;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.kafka.RecordSender;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.fixtures.Manifests;
import ai.finai.models.fixtures.TestModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, which the tests share; each has topics of its own. */
class OrdersTest {

    private static final TestModel SECOND = MODEL.version("2").seed(8);

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static Path registry;

    private Path config;
    private KafkaConfig kafka;

    @BeforeAll
    static void aBrokerAndARegistryWithTwoModels() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, DataOnClose.DROP);
        registry = folder.resolve("registry");
        for (TestModel model : List.of(MODEL, SECOND)) {
            new ModelRegistry(registry.toString()).publish(new ModelFiles(model.file(), null, model.manifest()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @BeforeEach
    void topicsOfItsOwn(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        config = Files.writeString(
                folder.resolve(name + ".yaml"),
                "kafka:\n  bootstrapServers: \"" + broker.bootstrapServers() + "\"\n  topics: {models: " + name
                        + "-m, modelStatus: " + name + "-s}\n");
        kafka = AmlConfigFile.read(config).kafka();
    }

    @Test
    void anOrderIsDoneWhenEverySubtaskHasTakenIt() throws Exception {
        try (AnsweringJob job = job(order -> List.of(
                status(new ModelOrder("another", order.role(), null, "", null), 0, 1, REFUSED, "of another order"),
                status(order, 2, 3, ACTIVE, ""),
                status(order, 0, 3, ACTIVE, ""),
                status(order, 1, 3, ACTIVE, "")))) {
            Cli result = activate("account-lstm/2");
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
            assertThat(result.out())
                    .contains("champion account-lstm/2, instead of the configured model")
                    .contains("aml subtask 2 of 3: ACTIVE")
                    .contains("all 3 of 3 subtasks of aml: champion is account-lstm/2")
                    .doesNotContain("another order");
        }
        ModelOrder order = latest(ModelRole.CHAMPION);
        assertThat(order.model()).isEqualTo(ModelReference.of(SECOND.file()));
        assertThat(order.registry()).isEqualTo("file:" + registry);
        new ModelRegistry(order.registry())
                .open(Objects.requireNonNull(order.model()))
                .close();
    }

    @Test
    void aMissingTopicOfOrdersIsMadeCompactedWithOnePartition() throws Exception {
        assertThat(activate("account-lstm/1", "--no-wait").exitCode()).isEqualTo(ExitCode.OK);
        try (Admin admin = Admin.create(kafka.adminProperties())) {
            String topic = AmlTopics.of(kafka).models();
            assertThat(admin.describeTopics(Set.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions())
                    .hasSize(1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            assertThat(admin.describeConfigs(Set.of(resource))
                            .all()
                            .get()
                            .get(resource)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
            assertThat(admin.listTopics().names().get())
                    .doesNotContain(AmlTopics.of(kafka).transactions());
        }
    }

    @Test
    void aRefusalIsAFailureWithTheReason() throws Exception {
        try (AnsweringJob job = job(order -> List.of(
                status(order, 0, 2, ACTIVE, ""),
                status(order, 1, 2, REFUSED, "the model takes amounts in USD, and the job's base currency is EUR")))) {
            Cli result = activate("account-lstm/2");
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .contains("aml subtask 1: REFUSED: the model takes amounts in USD")
                    .contains("finai model rollback");
        }
    }

    @Test
    void anOrderThatALaterOneReplacedIsSaidToBe() throws Exception {
        ModelOrder later = new ModelOrder("later", ModelRole.CHAMPION, null, "", null);
        try (AnsweringJob job = job(order -> {
            if (order.equals(later)) {
                return List.of();
            }
            send(later);
            return List.of(status(order, 0, 1, REFUSED, "a later order came before it was carried out"));
        })) {
            Cli result = activate("account-lstm/2");
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .contains("a later order came before it was carried out", "Another order came after this one")
                    .doesNotContain("rollback");
        }
    }

    private void send(ModelOrder order) {
        try {
            Orders.send(kafka, order);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whereNobodyAnswersItIsSaidWhatToLookAt() {
        Cli nobody = activate("account-lstm/2", "--timeout", "1s");
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nobody.err())
                .contains("nobody has answered within 1 s", "does a job run", "execution.checkpointing.interval");
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(SECOND.file()));
    }

    @Test
    void oneSubtaskThatDoesNotAnswerIsNotForgotten() throws Exception {
        try (AnsweringJob job = job(order -> List.of(status(order, 0, 2, ACTIVE, "")))) {
            Cli result = activate("account-lstm/2", "--timeout", "3s", "--output", "json");
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("only 1 of 2 subtasks of aml have answered");
            JsonNode json = new ObjectMapper().readTree(result.out());
            assertThat(json.path("outcome").asText()).isEqualTo("TIMEOUT");
            assertThat(json.path("answers")).hasSize(1);
            assertThat(json.path("order").path("model").path("version").asText())
                    .isEqualTo("2");
        }
    }

    @Test
    void whatAnotherJobSaysDoesNotCountWhereTheJobIsKnown() throws Exception {
        try (AnsweringJob job = job(order -> List.of(
                new ModelStatus("other", 0, 1, order.orderId(), "", order.role(), order.model(), ACTIVE, "")))) {
            assertThat(activate("account-lstm/2", "--timeout", "2s").exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    @Test
    void whatIsNotThereOrNotFitIsRefusedBeforeAnythingIsSent() throws Exception {
        assertThat(activate("account-lstm/7").err())
                .contains("no model account-lstm/7 in file:" + registry)
                .contains("there are: account-lstm/1, account-lstm/2");
        assertThat(activate("account-lstm").err()).contains("names no model; write NAME/VERSION");
        assertThat(activate("../etc").exitCode()).isEqualTo(ExitCode.USAGE);

        Path damaged = folder.resolve("damaged");
        new ModelRegistry(damaged.toString()).publish(new ModelFiles(MODEL.file(), null, MODEL.manifest()));
        Files.write(damaged.resolve("account-lstm/1/model.onnx"), SECOND.bytes());
        Cli result = finai(
                "model", "activate", "account-lstm/1", "--registry", damaged.toString(), "--config", config.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("is not fit to run: the file's sha256 is ");
        try (Admin admin = Admin.create(kafka.adminProperties())) {
            assertThat(admin.listTopics().names().get())
                    .doesNotContain(AmlTopics.of(kafka).models());
        }
    }

    @Test
    void aRollbackGoesToTheModelBeforeAndASecondOneBack() throws Exception {
        assertThat(model("rollback").exitCode()).isEqualTo(ExitCode.USAGE);
        activate("account-lstm/1", "--no-wait");
        activate("account-lstm/2", "--no-wait");
        activate("account-lstm/2", "--no-wait"); // in vain, and the one before stays the one before

        assertThat(model("rollback", "--no-wait").out()).contains("champion account-lstm/1, instead of account-lstm/2");
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(MODEL.file()));
        model("rollback", "--no-wait");
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(SECOND.file()));
    }

    @Test
    void deactivatingLeavesTheConfiguredModelAndCanBeTakenBack() throws Exception {
        activate("account-lstm/2", "--no-wait");
        assertThat(model("deactivate", "--no-wait").out())
                .contains("champion the configured model, instead of account-lstm/2");
        assertThat(latest(ModelRole.CHAMPION).model()).isNull();
        model("rollback", "--no-wait");
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(SECOND.file()));
        model("rollback", "--no-wait");
        assertThat(latest(ModelRole.CHAMPION).model()).isNull();
    }

    @Test
    void aChallengerComesAndGoesWithoutTheChampion() throws Exception {
        activate("account-lstm/1", "--no-wait");
        Cli shadow = model("shadow", "account-lstm/2", "--registry", registry.toString(), "--no-wait");
        assertThat(shadow.out()).contains("challenger account-lstm/2, instead of none");
        assertThat(latest(ModelRole.CHALLENGER).model()).isEqualTo(ModelReference.of(SECOND.file()));
        assertThat(finai("model", "list", "--registry", registry.toString(), "--config", config.toString())
                        .out())
                .containsPattern("account-lstm +1 .* champion +")
                .containsPattern("account-lstm +2 .* challenger +");

        assertThat(model("shadow", "--off", "--no-wait").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(latest(ModelRole.CHALLENGER).model()).isNull();
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(MODEL.file()));
        assertThat(model("shadow").err()).contains("name a model, or switch it off");
    }

    @Test
    void whatAModelIsForDecidesItsRole() throws Exception {
        new ModelRegistry(registry.toString())
                .publish(new ModelFiles(WINDOW.file(), null, Manifests.of(WINDOW.file())));
        assertThat(activate("price-lstm/1", "--no-wait").out())
                .contains("forecaster price-lstm/1, instead of the configured model");
        assertThat(latest(ModelRole.FORECASTER).model()).isEqualTo(ModelReference.of(WINDOW.file()));
        assertThat(model("status", "--job", "market").out()).containsPattern("forecaster +price-lstm/1");
        assertThat(model("shadow", "price-lstm/1", "--registry", registry.toString(), "--no-wait")
                        .err())
                .contains("price-lstm/1 is a model for prices: only those for accounts score beside the one in force");
        assertThat(model("rollback", "--role", "challenger").err()).contains("never in force");
        assertThat(model("rollback", "--role", "forecaster", "--no-wait").out())
                .contains("forecaster the configured model, instead of price-lstm/1");
        assertThat(latest(ModelRole.FORECASTER).model()).isNull();
        assertThat(model("rollback", "--role", "sentiment").err()).contains("names no model as sentiment");
    }

    @Test
    void theStatusShowsOrdersAndWhatEachSubtaskSaidLast() throws Exception {
        assertThat(model("status").out()).contains("no orders", "no job has said anything");
        try (AnsweringJob job = job(order -> List.of(
                status(order, 0, 3, ACTIVE, ""), // before it was restored with fewer subtasks
                status(order, 0, 2, REFUSED, "not readable"),
                status(order, 1, 2, ACTIVE, "")))) {
            activate("account-lstm/2");
        }
        RecordSender.send(
                kafka, AmlTopics.of(kafka).modelStatus(), new byte[0], "not FinAI's".getBytes(StandardCharsets.UTF_8));
        Cli status = model("status");
        String hash = SECOND.file().sha256().substring(0, 12);
        assertThat(status.out())
                .containsPattern("champion +account-lstm/2 " + hash + " +the configured model +file:" + registry)
                .containsPattern("aml +0 of 2 +champion +account-lstm/2 " + hash + " +REFUSED .* not readable")
                .containsPattern("aml +1 of 2 +champion +account-lstm/2 " + hash + " +ACTIVE")
                .doesNotContain("of 3");
        JsonNode json =
                new ObjectMapper().readTree(model("status", "--output", "json").out());
        assertThat(json.path("answers")).hasSize(2);
        assertThat(json.path("orders").get(0).path("order").path("orderId").asText())
                .isEqualTo(latest(ModelRole.CHAMPION).orderId());
    }

    @Test
    void theTopicsCanBeNamedOnTheCommandLine() throws Exception {
        Cli result = finai(
                "model",
                "activate",
                "account-lstm/2",
                "--registry",
                registry.toString(),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--models-topic",
                AmlTopics.of(kafka).models(),
                "--no-wait");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(latest(ModelRole.CHAMPION).model()).isEqualTo(ModelReference.of(SECOND.file()));
        assertThat(model("status", "--models-topic", "transactions").err()).contains("topic of transactions");
    }

    private AnsweringJob job(Function<ModelOrder, List<ModelStatus>> answers) throws Exception {
        KafkaPrerequisites.checkTopics(
                kafka, List.of(AmlTopics.of(kafka).models(), AmlTopics.of(kafka).modelStatus()));
        return AnsweringJob.of(kafka, answers);
    }

    private Cli activate(String path, String... options) {
        List<String> command = new ArrayList<>(List.of("activate", path, "--registry", registry.toString()));
        command.addAll(Arrays.asList(options));
        return model(command.toArray(String[]::new));
    }

    private Cli model(String... arguments) {
        List<String> command = new ArrayList<>(List.of("model"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--config", config.toString()));
        return finai(command.toArray(String[]::new));
    }

    private ModelOrder latest(ModelRole role) {
        Map<ModelRole, Orders.Latest> latest = Orders.latest(kafka);
        return Objects.requireNonNull(latest.get(role)).order();
    }
}
