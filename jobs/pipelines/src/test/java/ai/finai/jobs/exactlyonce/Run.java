package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig.TransactionNaming;
import ai.finai.jobs.exactlyonce.Faults.Struck;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.fixtures.TestModel;
import ai.finai.operators.scoring.ModelRegistry;
import ai.finai.patterns.oracle.RandomPayments;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.jspecify.annotations.Nullable;

/**
 * One run of the job with something going wrong in it. Records keep coming meanwhile: a few a moment, so that whatever
 * happens falls between them, however slow the machine is.
 */
final class Run implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Records that are kept for after the last event. */
    private static final double LAST_PART = 0.15;

    /** Records that come quickly in each wait; then one each {@link #LATER}, so that they last until it is over. */
    private static final double SOON_PART = 0.025;

    private static final Duration LATER = Duration.ofMillis(300);

    private static final String STATE_BACKEND = FaultyStateBackend.Factory.class.getName();

    private final PaymentStream stream;
    private final S3FileSystem fileSystem;
    private final AmlScenario aml;
    private final Random random;
    private LocalJob job;
    private int sent;
    private JobProcess.@Nullable Handle process;

    private Run(PaymentStream stream, S3FileSystem fileSystem, AmlScenario aml) {
        this.stream = stream;
        this.fileSystem = fileSystem;
        this.aml = aml;
        this.random = new Random(stream.seed());
    }

    static Run of(String name, S3FileSystem fileSystem) throws Exception {
        return of(name, fileSystem, TransactionNaming.INCREMENTING);
    }

    static Run of(String name, S3FileSystem fileSystem, TransactionNaming naming) throws Exception {
        PaymentStream stream = PaymentStream.of(RandomPayments.seeded().seed());
        Faults.reset();
        return new Run(
                stream,
                fileSystem,
                AmlScenario.of(
                        name.toLowerCase().replace('_', '-')
                                + '-'
                                + fileSystem.name().toLowerCase(),
                        RandomPayments.BOOK,
                        PaymentStream.rates(),
                        fileSystem,
                        naming,
                        new Configuration().set(StateBackendOptions.STATE_BACKEND, STATE_BACKEND)));
    }

    AmlScenario aml() {
        return aml;
    }

    Random random() {
        return random;
    }

    LocalJob job() {
        return job;
    }

    void start(int parallelism) throws Exception {
        job = aml.start(parallelism, null, FaultyPorts::new);
        send(0.2);
    }

    /** Sends everything up to this part of the stream. */
    void send(double part) {
        int until = (int) (stream.arriving().size() * part);
        while (sent < until) {
            stream.arriving().get(sent++).send(aml);
        }
    }

    /** Lets records come until something holds. */
    void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int most = (int) (stream.arriving().size() * (1 - LAST_PART));
        int soon = Math.min(most, sent + (int) (stream.arriving().size() * SOON_PART));
        long next = 0;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in " + PATIENCE + ": " + what + "; so far " + Faults.struck() + ", "
                        + Faults.checkpoints() + " checkpoints, " + sent + " records sent; " + stream);
            }
            if (sent < soon || (sent < most && System.nanoTime() > next)) {
                stream.arriving().get(sent++).send(aml);
                next = System.nanoTime() + LATER.toNanos();
            }
            Thread.sleep(10);
        }
    }

    /** Waits for some more checkpoints. */
    void checkpoints(int more) throws Exception {
        int until = Faults.checkpoints() + more;
        until(more + " more checkpoints", () -> Faults.checkpoints() >= until);
    }

    /** Makes something fail after at least one more checkpoint, and waits until the job has recovered. */
    void fail(Fault fault, Place place, int occasion) throws Exception {
        checkpoints(1);
        int before = Faults.struck().size();
        Faults.arm(fault, place, occasion);
        until(fault + " at " + place, () -> Faults.struck().size() > before);
        Struck struck = Faults.struck().get(before);
        assertThat(struck.fault()).isEqualTo(fault);
        assertThat(struck.place()).isEqualTo(place);
        assertThat(struck.checkpointsBefore())
                .as("checkpoints before %s", struck)
                .isPositive();
        until("the job has failed", job::hasRestarted);
        checkpoints(1);
    }

    /** Orders the same model in another version; does not wait until it scores. */
    String orderModel(String version) throws Exception {
        TestModel model =
                AmlScenario.model(version).baseCurrency(aml.config().ruleBook().baseCurrency());
        String registry = aml.config().archive().location().replace("/archive", "/models");
        new ModelRegistry(registry).publish(model.file(), model.manifest());
        String orderId = "order-" + version;
        ModelOrder order = new ModelOrder(orderId, ModelRole.CHAMPION, ModelReference.of(model.file()), registry, null);
        aml.send(AmlTopics.of(aml.config().kafka()).models(), ModelRole.CHAMPION.code(), order.toJson());
        return orderId;
    }

    /** Lets records come until every subtask has said that the ordered model scores. */
    void modelIsInForce(String orderId) throws Exception {
        until(orderId + " is carried out", () -> {
            List<ModelStatus> answers = aml
                    .readCommitted(AmlTopics.of(aml.config().kafka()).modelStatus())
                    .stream()
                    .map(record -> ModelStatus.read(record.value()))
                    .filter(status -> status.orderId().equals(orderId))
                    .toList();
            assertThat(answers).allMatch(status -> status.state() == ModelStatus.State.ACTIVE);
            return !answers.isEmpty()
                    && answers.stream().map(ModelStatus::subtask).distinct().count()
                            == answers.get(answers.size() - 1).parallelism();
        });
    }

    void stopAndRestore(int parallelism) throws Exception {
        until("all tasks run", this::runs);
        checkpoints(1);
        String savepoint = job.stopWithSavepoint(false);
        job = aml.start(parallelism, savepoint, FaultyPorts::new);
    }

    /** Lets records come for a while. */
    void letPass(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        until(time + " have passed", () -> System.nanoTime() > end);
    }

    JobProcess.Handle startProcess(int parallelism, @Nullable String checkpoint) throws Exception {
        JobProcess.Handle started = JobProcess.start(aml, parallelism, fileSystem, checkpoint);
        process = started;
        send(0.2);
        return started;
    }

    /** Kills the job's JVM while it works. Returns its latest checkpoint. */
    String killAfterCheckpoints(JobProcess.Handle running, int checkpoints) throws Exception {
        long before = JobProcess.latestCheckpoint(aml, running);
        until(checkpoints + " checkpoints", () -> JobProcess.latestCheckpoint(aml, running) >= before + checkpoints);
        running.kill();
        return JobProcess.checkpoint(aml, running, JobProcess.latestCheckpoint(aml, running));
    }

    private boolean runs() throws InterruptedException {
        try {
            return job.allTasksRunning();
        } catch (JobFailedException e) {
            return false;
        }
    }

    /** Sends the rest, ends the job when it has taken everything in, and holds what it gave against what it must give. */
    void finish(int failures) throws Exception {
        send(1);
        until("everything is read", aml::allRead);
        until("all tasks run", this::runs);
        job.stopWithSavepoint(true);
        assertThat(Faults.struck()).as("injected").hasSize(failures);
        check();
    }

    void sendRest() throws Exception {
        send(1);
        until("everything is read", aml::allRead);
    }

    void check() throws Exception {
        Verdict.on(aml, stream);
    }

    @Override
    public void close() throws Exception {
        Faults.reset();
        EmbeddedS3 s3 = aml.servers().s3();
        EmbeddedKafka kafka = aml.servers().kafka();
        if (!s3.running()) {
            s3.restart();
        }
        s3.failNext(0);
        if (!kafka.running()) {
            kafka.restart();
        }
        if (process != null) {
            process.kill();
        }
        aml.close();
    }
}
