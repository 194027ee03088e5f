package ai.finai.cli.demo;

import ai.finai.cli.CommandFailed;
import ai.finai.events.Alert;
import ai.finai.generator.Payments;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.Prerequisites;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.kafka.KafkaNotReadyException;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalJob;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo on a stack that has been started: submits the job, feeds it, and ends it so that everything that was
 * sent has gone through and is committed.
 */
final class DemoRun {

    private static final Duration TO_RUNNING = Duration.ofSeconds(90);
    private static final Duration TO_CONSUMED = Duration.ofMinutes(5);

    private final DemoStack stack;
    private final AmlConfig config;
    private final DemoFeed feed;
    private final @Nullable Consumer<Alert> taker;

    /** @param taker gets each alert when it is committed; null where nobody looks */
    DemoRun(DemoStack stack, AmlConfig config, Payments payments, int rate, @Nullable Consumer<Alert> taker) {
        this.stack = stack;
        this.config = config;
        this.feed = new DemoFeed(config.kafka(), payments, rate);
        this.taker = taker;
    }

    /** @param checkpoints completed, the last savepoint included */
    record Result(long checkpoints, Balance balance) {}

    /**
     * Runs until the latch opens or the time is over, then ends the job and reads everything back.
     *
     * @param limit null for none
     * @param started told when payments begin to flow
     * @param ending told when they have ended
     * @throws CommandFailed if the job or the feed fails
     */
    Result run(CountDownLatch end, @Nullable Duration limit, Runnable started, Runnable ending)
            throws IOException, InterruptedException {
        try {
            Prerequisites.check(config.kafka(), config.archive(), stack.configuration());
            LocalJob job = stack.flink()
                    .submit(
                            config.job().name(),
                            env -> AmlJob.define(env, config, new KafkaAndS3Ports(config)),
                            new Configuration(),
                            null);
            awaitRunning(job);
            AlertWatcher watcher = taker == null ? null : new AlertWatcher(config.kafka(), taker);
            Thread watching = watcher == null ? null : start("finai-demo-alerts", watcher);
            Thread feeding = start("finai-demo-feed", feed);
            started.run();
            awaitEnd(job, end, limit);
            ending.run();
            feed.stop();
            feeding.join();
            failIfFeedFailed();

            awaitConsumed(job);
            // With drain event time passes first: every waiting posting reaches the rules, and every alert is
            // committed.
            job.stopWithSavepoint(true);
            if (watcher != null && watching != null) {
                watcher.stop();
                watching.join();
            }
            return new Result(job.completedCheckpoints(), Balance.of(config));
        } catch (JobFailedException e) {
            throw CommandFailed.failed("the job failed: " + e.getMessage(), e);
        } catch (KafkaNotReadyException e) {
            throw CommandFailed.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitRunning(LocalJob job) throws JobFailedException, InterruptedException {
        long deadline = System.nanoTime() + TO_RUNNING.toNanos();
        while (!job.allTasksRunning()) {
            failIfEnded(job);
            if (System.nanoTime() > deadline) {
                throw CommandFailed.failed("the job does not run after " + TO_RUNNING.toSeconds() + " s");
            }
            Thread.sleep(100);
        }
    }

    private void awaitEnd(LocalJob job, CountDownLatch end, @Nullable Duration limit)
            throws JobFailedException, InterruptedException {
        long began = System.nanoTime();
        while (!end.await(200, TimeUnit.MILLISECONDS)) {
            if (limit != null && System.nanoTime() - began >= limit.toNanos()) {
                return;
            }
            failIfEnded(job);
            failIfFeedFailed();
        }
    }

    private static void failIfEnded(LocalJob job) throws JobFailedException, InterruptedException {
        if (job.status().isGloballyTerminalState()) {
            job.awaitEnd(); // throws its cause, if it failed
            throw CommandFailed.failed("the job was ended in Flink's web interface");
        }
    }

    private void failIfFeedFailed() {
        Exception failure = feed.failure();
        if (failure != null) {
            throw CommandFailed.failed("cannot send payments: " + failure.getMessage(), failure);
        }
    }

    /** Until the job has committed the end of the transactions topic: with a checkpoint, it commits how far it has read. */
    private void awaitConsumed(LocalJob job) throws JobFailedException, InterruptedException {
        try (Admin admin = Admin.create(config.kafka().adminProperties())) {
            Map<TopicPartition, Long> ends = ends(admin);
            long deadline = System.nanoTime() + TO_CONSUMED.toNanos();
            boolean consumed = false;
            while (!consumed) {
                failIfEnded(job);
                if (System.nanoTime() > deadline) {
                    throw CommandFailed.failed("the job has not read what was sent within " + TO_CONSUMED.toMinutes()
                            + " min; a lower --rate suits this machine better");
                }
                job.checkpoint();
                for (int i = 0; i < 20 && !consumed; i++) {
                    consumed = committed(admin, ends);
                    Thread.sleep(consumed ? 0 : 50);
                }
            }
        } catch (ExecutionException e) {
            throw CommandFailed.failed("Kafka does not answer: " + e.getCause(), e);
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin) throws ExecutionException, InterruptedException {
        String topic = AmlTopics.of(config.kafka()).transactions();
        TopicDescription description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        description
                .partitions()
                .forEach(info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(entry.getKey(), entry.getValue().offset());
        }
        return ends;
    }

    private boolean committed(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                        config.kafka().groupId())
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = offsets.get(end.getKey());
            return end.getValue() == 0 || offset != null && offset.offset() >= end.getValue();
        });
    }
}
