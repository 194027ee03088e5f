package ai.finai.bench.chaos.job;

import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.cli.Shipped;
import ai.finai.cli.demo.PaymentFeed;
import ai.finai.cli.kafka.RecordSender;
import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Payments;
import ai.finai.generator.Scenario;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.proof.AmlOutput;
import ai.finai.jobs.proof.JobOutput.Compared;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The money laundering job with a bank's payments: duplicates, conflicts, late and broken ones among them. */
public final class ChaosAml extends ChaosJob {

    public static final String NAME = "aml";

    /** Far more than partitions can be apart from each other in a catch-up: what is late is late in any case. */
    private static final Duration LATE = Duration.ofDays(60);

    private static final int ACCOUNTS = 2_000;
    private static final int MANY_ACCOUNTS = 2_000_000;
    private static final int DAYS = 7;
    private static final Map<Scenario, Integer> SCENARIOS = Map.of(Scenario.STRUCTURING, 7, Scenario.RAPID_TRANSFER, 7);
    private static final String ORDER = "chaos-";
    private static final String REGISTRY = "s3://" + Stack.BUCKET + "/aml/models";

    private final AmlConfig config;
    private final PaymentFeed feed;
    private int models;

    private ChaosAml(AmlConfig config, PaymentFeed feed) {
        super(NAME, feed);
        this.config = config;
        this.feed = feed;
    }

    /** @param config where its configuration is written */
    public static ChaosAml at(String bootstrapServers, Path config, int rate, long seed) throws IOException {
        return of(
                bootstrapServers,
                config,
                rate,
                GeneratorSettings.of(ACCOUNTS, DAYS, seed).withScenarios(SCENARIOS));
    }

    /** With so many accounts that their state can be as large as one wants. */
    public static ChaosAml ofManyAccounts(String bootstrapServers, Path config, int rate, long seed)
            throws IOException {
        return of(bootstrapServers, config, rate, GeneratorSettings.of(MANY_ACCOUNTS, DAYS, seed));
    }

    private static ChaosAml of(String bootstrapServers, Path config, int rate, GeneratorSettings settings)
            throws IOException {
        Files.writeString(config, """
                job: {name: aml}
                kafka: {bootstrapServers: "%s", groupId: finai-aml}
                %s
                rates: %s
                scoring: {model: shipped}
                archive: {location: "s3://%s/aml/archive", compaction: {checkpoints: 6}}
                """.formatted(bootstrapServers, EVENTS, Shipped.config("rates.csv"), Stack.BUCKET));
        AmlConfig read = AmlConfig.load(config);
        return new ChaosAml(read, new PaymentFeed(read.kafka(), Payments.endless(settings), rate, Duration.ZERO));
    }

    @Override
    public String mainClass() {
        return AmlJob.class.getName();
    }

    @Override
    KafkaConfig kafka() {
        return config.kafka();
    }

    @Override
    String archive() {
        return config.archive().location();
    }

    @Override
    public void jumpClock(Duration error) {
        feed.jumpClock(error);
    }

    @Override
    public void beginLate() {
        feed.late(LATE);
    }

    @Override
    public void swapModel() throws Exception {
        RenamedModel model = RenamedModel.shipped(++models);
        new ModelRegistry(REGISTRY).publish(new ModelFiles(model.file(), null, model.manifest()));
        ModelOrder order =
                new ModelOrder(order(models), ModelRole.CHAMPION, ModelReference.of(model.file()), REGISTRY, null);
        RecordSender.send(
                config.kafka(),
                AmlTopics.of(config.kafka()).models(),
                ModelRole.CHAMPION.code().getBytes(StandardCharsets.UTF_8),
                order.toJson());
    }

    @Override
    public List<Compared> compare(LocalCluster cluster) throws Exception {
        List<Compared> all = new ArrayList<>(
                AmlOutput.of(output(), cluster, config, Order.TIMESTAMP).compared());
        all.add(new Compared("model-orders", false, answeredOrders(), orders()));
        return all;
    }

    private List<String> orders() {
        return IntStream.rangeClosed(1, models)
                .mapToObj(ChaosAml::order)
                .sorted()
                .toList();
    }

    /** Those of which the job says that it took the model, or why not: where S3 is away, it cannot. */
    private List<String> answeredOrders() {
        return committed(AmlTopics.of(config.kafka()).modelStatus()).stream()
                .map(record -> ModelStatus.read(record.value()))
                .filter(status ->
                        status.state() == ModelStatus.State.ACTIVE || status.state() == ModelStatus.State.REFUSED)
                .map(ModelStatus::orderId)
                .filter(order -> order.startsWith(ORDER))
                .distinct()
                .sorted()
                .toList();
    }

    private static String order(int number) {
        return ORDER + number;
    }
}
