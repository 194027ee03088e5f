package ai.finai.cli.demo;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.kafka.ReadOffsets;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalJob;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A {@link DemoJob} on Flink, its feed and its watcher. */
final class RunningJob {

    private static final Duration TO_RUNNING = Duration.ofSeconds(90);
    private static final Duration TO_CONSUMED = Duration.ofMinutes(5);

    private final DemoJob job;
    private final LocalJob flink;
    private @Nullable AlertWatcher watcher;
    private @Nullable Thread watching;
    private @Nullable Thread feeding;

    private RunningJob(DemoJob job, LocalJob flink) {
        this.job = job;
        this.flink = flink;
    }

    static RunningJob submit(DemoStack stack, DemoJob job) throws JobFailedException, InterruptedException {
        return new RunningJob(job, stack.flink().submit(job.name(), job.graph(), new Configuration(), null));
    }

    void awaitRunning() throws JobFailedException, InterruptedException {
        long deadline = System.nanoTime() + TO_RUNNING.toNanos();
        while (!flink.allTasksRunning()) {
            failIfEnded();
            if (System.nanoTime() > deadline) {
                throw CommandFailed.failed(
                        "the job " + job.name() + " does not run after " + TO_RUNNING.toSeconds() + " s");
            }
            Thread.sleep(100);
        }
    }

    /** Begins to feed it, and to watch its alerts. */
    void feed() {
        Consumer<byte[]> taker = job.taker();
        if (taker != null) {
            watcher = new AlertWatcher(job.kafka(), taker);
            watching = start("finai-demo-alerts-" + job.name(), watcher);
        }
        feeding = start("finai-demo-feed-" + job.name(), job.feed());
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    void failIfEnded() throws JobFailedException, InterruptedException {
        if (flink.status().isGloballyTerminalState()) {
            flink.awaitEnd(); // throws its cause, if it failed
            throw CommandFailed.failed("the job " + job.name() + " was ended in Flink's web interface");
        }
        Exception failure = job.feed().failure();
        if (failure != null) {
            throw CommandFailed.failed("cannot send: " + failure.getMessage(), failure);
        }
    }

    void stopFeeding() throws JobFailedException, InterruptedException {
        job.feed().stop();
        if (feeding != null) {
            feeding.join();
        }
        failIfEnded();
    }

    /** Ends it when it has read everything. @return checkpoints completed */
    long end() throws JobFailedException, InterruptedException {
        awaitConsumed();
        // With drain event time passes first: everything that waits reaches the rules, and every alert is committed.
        flink.stopWithSavepoint(true);
        if (watcher != null && watching != null) {
            watcher.stop();
            watching.join();
        }
        return flink.completedCheckpoints();
    }

    /** Until the job has committed the end of the topics that it reads: with a checkpoint, it commits how far it has read. */
    private void awaitConsumed() throws JobFailedException, InterruptedException {
        try (Admin admin = Admin.create(job.kafka().adminProperties())) {
            Map<TopicPartition, Long> ends = ReadOffsets.ends(admin, job.kafka());
            long deadline = System.nanoTime() + TO_CONSUMED.toNanos();
            boolean consumed = false;
            while (!consumed) {
                failIfEnded();
                if (System.nanoTime() > deadline) {
                    throw CommandFailed.failed("the job has not read what was sent within " + TO_CONSUMED.toMinutes()
                            + " min; a lower --rate suits this machine better");
                }
                flink.checkpoint();
                for (int i = 0; i < 20 && !consumed; i++) {
                    consumed = ReadOffsets.behind(ends, admin, job.kafka()) == 0;
                    Thread.sleep(consumed ? 0 : 50);
                }
            }
        } catch (ExecutionException e) {
            throw CommandFailed.failed("Kafka does not answer: " + e.getCause(), e);
        }
    }
}
