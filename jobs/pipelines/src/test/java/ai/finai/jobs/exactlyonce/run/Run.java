package ai.finai.jobs.exactlyonce.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.exactlyonce.faults.Fault;
import ai.finai.jobs.exactlyonce.faults.Faults;
import ai.finai.jobs.exactlyonce.faults.Faults.Struck;
import ai.finai.jobs.exactlyonce.faults.Place;
import ai.finai.jobs.fixture.Servers;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalJob;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One run of the job with something going wrong in it. Records keep coming meanwhile: a few a moment, so that whatever
 * happens falls between them, however slow the machine is.
 */
public final class Run implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Records that come at the start. */
    private static final double FIRST_PART = 0.2;

    /** Records that are kept for after the last event. */
    private static final double LAST_PART = 0.15;

    /** Records that come quickly in each wait; then one each {@link #LATER}, so that they last until it is over. */
    private static final double SOON_PART = 0.025;

    private static final Duration LATER = Duration.ofMillis(300);

    private final DisturbedJob disturbed;
    private final List<Runnable> arriving;
    private final Random random;
    private LocalJob running;
    private int sent;
    private JobProcess.@Nullable Handle process;

    private Run(DisturbedJob disturbed) {
        this.disturbed = disturbed;
        this.arriving = disturbed.arriving();
        this.random = new Random(disturbed.seed().value());
    }

    public static Run of(DisturbedJob disturbed) {
        Faults.reset();
        return new Run(disturbed);
    }

    DisturbedJob job() {
        return disturbed;
    }

    Servers servers() {
        return disturbed.scenario().servers();
    }

    Random random() {
        return random;
    }

    void start(int parallelism) throws Exception {
        running = disturbed.start(parallelism, null);
        send(FIRST_PART);
    }

    /** Sends everything up to this part of the stream. */
    void send(double part) {
        int until = (int) (arriving.size() * part);
        while (sent < until) {
            arriving.get(sent++).run();
        }
    }

    /** Lets records come until something holds. */
    void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int most = (int) (arriving.size() * (1 - LAST_PART));
        int soon = Math.min(most, sent + (int) (arriving.size() * SOON_PART));
        long next = 0;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in " + PATIENCE + ": " + what + "; so far " + Faults.struck() + ", "
                        + Faults.checkpoints() + " checkpoints, " + sent + " records sent; " + disturbed.seed());
            }
            if (sent < soon || (sent < most && System.nanoTime() > next)) {
                arriving.get(sent++).run();
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
        until("the job has failed", running::hasRestarted);
        checkpoints(1);
    }

    void stopAndRestore(int parallelism) throws Exception {
        until("all tasks run", this::runs);
        checkpoints(1);
        String savepoint = running.stopWithSavepoint(false);
        running = disturbed.start(parallelism, savepoint);
    }

    /** Lets records come for a while. */
    void letPass(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        until(time + " have passed", () -> System.nanoTime() > end);
    }

    /** In a JVM of its own. */
    void startProcess(int parallelism, @Nullable String checkpoint) throws Exception {
        process = JobProcess.start(disturbed, parallelism, checkpoint);
        send(FIRST_PART);
    }

    /** Kills the job's JVM while it works. Returns its latest checkpoint. */
    String killAfterCheckpoints(int checkpoints) throws Exception {
        JobProcess.Handle killed = Objects.requireNonNull(process);
        long before = killed.latestCheckpoint();
        until(checkpoints + " checkpoints", () -> killed.latestCheckpoint() >= before + checkpoints);
        killed.kill();
        return killed.checkpoint(killed.latestCheckpoint());
    }

    private boolean runs() throws InterruptedException {
        try {
            return running.allTasksRunning();
        } catch (JobFailedException e) {
            return false;
        }
    }

    /** Sends the rest, ends the job when it has taken everything in, and holds what it gave against what it must give. */
    void finish(int failures) throws Exception {
        send(1);
        until("everything is read", disturbed.scenario()::allRead);
        until("all tasks run", this::runs);
        running.stopWithSavepoint(true);
        assertThat(Faults.struck()).as("injected").hasSize(failures);
        disturbed.check();
    }

    /** As {@link #finish}, of a job in a JVM of its own. */
    void finishProcess() throws Exception {
        send(1);
        until("everything is read", disturbed.scenario()::allRead);
        Objects.requireNonNull(process).stop();
        disturbed.check();
    }

    void flush() throws Exception {
        disturbed.scenario().flush();
    }

    @Override
    public void close() throws Exception {
        Faults.reset();
        EmbeddedS3 s3 = servers().s3();
        EmbeddedKafka kafka = servers().kafka();
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
        disturbed.scenario().close();
    }
}
