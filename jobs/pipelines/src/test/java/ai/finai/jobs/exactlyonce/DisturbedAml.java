package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig.TransactionNaming;
import ai.finai.jobs.exactlyonce.faults.FaultyStateBackend;
import ai.finai.jobs.exactlyonce.run.DisturbedJob;
import ai.finai.jobs.exactlyonce.run.JobProcess;
import ai.finai.jobs.exactlyonce.run.JobWithModels;
import ai.finai.jobs.exactlyonce.run.ProductionJob;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.fixtures.TestModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import ai.finai.patterns.oracle.RandomPayments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The AML job, fed with a {@link PaymentStream}. */
record DisturbedAml(AmlScenario scenario, PaymentStream stream) implements JobWithModels {

    static DisturbedAml of(String name, S3FileSystem fileSystem) throws Exception {
        return of(name, fileSystem, TransactionNaming.INCREMENTING);
    }

    static DisturbedAml of(String name, S3FileSystem fileSystem, TransactionNaming naming) throws Exception {
        PaymentStream stream = PaymentStream.of(DisturbedJob.Seed.given());
        return new DisturbedAml(
                AmlScenario.of(
                        DisturbedJob.name(name, fileSystem),
                        RandomPayments.BOOK,
                        PaymentStream.rates(),
                        fileSystem,
                        naming,
                        FaultyStateBackend.configured()),
                stream);
    }

    @Override
    public List<Runnable> arriving() {
        return stream.arriving().stream()
                .<Runnable>map(record -> () -> record.send(scenario))
                .toList();
    }

    @Override
    public LocalJob start(int parallelism, @Nullable String snapshot) throws Exception {
        return scenario.start(parallelism, snapshot, FaultyAmlPorts::new);
    }

    @Override
    public String order(String version) throws Exception {
        TestModel model = AmlScenario.model(version)
                .baseCurrency(scenario.config().ruleBook().baseCurrency());
        String registry = scenario.config().archive().location().replace("/archive", "/models");
        new ModelRegistry(registry).publish(new ModelFiles(model.file(), null, model.manifest()));
        String orderId = "order-" + version;
        ModelOrder order = new ModelOrder(orderId, ModelRole.CHAMPION, ModelReference.of(model.file()), registry, null);
        scenario.send(AmlTopics.of(scenario.kafka()).models(), ModelRole.CHAMPION.code(), order.toJson());
        return orderId;
    }

    @Override
    public boolean isInForce(String orderId) {
        List<ModelStatus> answers = scenario
                .readCommitted(AmlTopics.of(scenario.kafka()).modelStatus())
                .stream()
                .map(record -> ModelStatus.read(record.value()))
                .filter(status -> status.orderId().equals(orderId))
                .toList();
        assertThat(answers).allMatch(status -> status.state() == ModelStatus.State.ACTIVE);
        return !answers.isEmpty()
                && answers.stream().map(ModelStatus::subtask).distinct().count()
                        == answers.get(answers.size() - 1).parallelism();
    }

    @Override
    public Class<? extends ProductionJob> production() {
        return Production.class;
    }

    static final class Production implements ProductionJob {

        @Override
        public void define(StreamExecutionEnvironment env, Path configuration) throws IOException {
            AmlConfig config = AmlConfig.of(
                    AmlConfigFile.read(configuration),
                    RandomPayments.BOOK,
                    PaymentStream.rates(),
                    AmlScenario.scoring(RandomPayments.BOOK));
            AmlJob.define(env, config, new KafkaAndS3Ports(config));
        }
    }

    @Override
    public String configuration() {
        AmlTopics topics = AmlTopics.of(scenario.kafka());
        return JobProcess.configuration(
                scenario,
                scenario.config().archive(),
                "transactions: %s, alerts: %s, lateEvents: %s, deadLetters: %s"
                        .formatted(topics.transactions(), topics.alerts(), topics.lateEvents(), topics.deadLetters()));
    }

    @Override
    public void check() throws Exception {
        AmlVerdict.on(scenario, stream);
    }

    @Override
    public Seed seed() {
        return stream.seed();
    }
}
