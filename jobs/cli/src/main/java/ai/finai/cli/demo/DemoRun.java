package ai.finai.cli.demo;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.Prerequisites;
import ai.finai.jobs.kafka.KafkaNotReadyException;
import ai.finai.jobs.local.JobFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo on a stack that has been started: submits the jobs, feeds them, and ends them so that everything that
 * was sent has gone through and is committed.
 */
final class DemoRun {

    private final DemoStack stack;
    private final List<DemoJob> jobs;

    DemoRun(DemoStack stack, List<DemoJob> jobs) {
        this.stack = stack;
        this.jobs = jobs;
    }

    /**
     * Runs until the latch opens or the time is over, then ends the jobs.
     *
     * @param limit null for none
     * @param started told when events begin to flow
     * @param ending told when they have ended
     * @return checkpoints completed, the last savepoints included
     * @throws CommandFailed if a job or a feed fails
     */
    long run(CountDownLatch end, @Nullable Duration limit, Runnable started, Runnable ending)
            throws IOException, InterruptedException {
        try {
            List<RunningJob> running = new ArrayList<>();
            for (DemoJob job : jobs) {
                Prerequisites.check(job.kafka(), job.watermarks(), job.archive(), stack.configuration());
                running.add(RunningJob.submit(stack, job));
            }
            for (RunningJob job : running) {
                job.awaitRunning();
                job.feed();
            }
            started.run();
            awaitEnd(running, end, limit);
            ending.run();
            for (RunningJob job : running) {
                job.stopFeeding();
            }
            long checkpoints = 0;
            for (RunningJob job : running) {
                checkpoints += job.end();
            }
            return checkpoints;
        } catch (JobFailedException e) {
            throw CommandFailed.failed("the job failed: " + e.getMessage(), e);
        } catch (KafkaNotReadyException e) {
            throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static void awaitEnd(List<RunningJob> running, CountDownLatch end, @Nullable Duration limit)
            throws JobFailedException, InterruptedException {
        long began = System.nanoTime();
        while (!end.await(200, TimeUnit.MILLISECONDS)) {
            if (limit != null && System.nanoTime() - began >= limit.toNanos()) {
                return;
            }
            for (RunningJob job : running) {
                job.failIfEnded();
            }
        }
    }
}
