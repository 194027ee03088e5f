package ai.finai.bench.chaos.job;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.demo.DemoFeed;
import ai.finai.cli.kafka.ReadOffsets;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.proof.JobOutput;
import ai.finai.jobs.proof.JobOutput.Compared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A job as production runs it, with the records that it is fed and what it must have made of them. */
public abstract class ChaosJob {

    /** Both event times run many times as fast as life, and no partition may be left out while its broker is away. */
    static final String EVENTS = "events: {idleness: 0s, alignment: 0s}";

    /** Its broker is killed on purpose, and what is left of a small machine may take long to start it again. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final String name;
    private final DemoFeed feed;
    private final Thread feeding;

    ChaosJob(String name, DemoFeed feed) {
        this.name = name;
        this.feed = feed;
        this.feeding = new Thread(feed, "chaos-feed-" + name);
        feeding.setDaemon(true);
        feed.patience(PATIENCE);
    }

    public final String name() {
        return name;
    }

    public abstract String mainClass();

    abstract KafkaConfig kafka();

    abstract String archive();

    /** What readers see beside what an undisturbed run gives. The job must have ended. */
    public abstract List<Compared> compare(LocalCluster cluster) throws Exception;

    /** What the clock of the system that makes the events is wrong by; zero for nothing. A market's does not jump. */
    public void jumpClock(Duration error) {
        // Bars are of the minute that the exchange says.
    }

    /**
     * From now on some records come late. A checkpoint must hold how far event time has come: a job that begins anew before
     * that takes as late only what it has not read together with what came before.
     */
    public void beginLate() {
        // A market's come in order.
    }

    /** Orders another model, which comes into force while other things happen; nothing where a job has none to swap. */
    public void swapModel() throws Exception {
        // Its models are those of its configuration.
    }

    public final void feed() {
        feeding.start();
    }

    /** From now on. @param perSecond records, from 1 */
    public final void rate(int perSecond) {
        feed.rate(perSecond);
    }

    public final long sent() {
        return feed.sent();
    }

    /** @throws CommandFailed if a record could not be sent */
    public final void failIfNotFed() {
        Exception failure = feed.failure();
        if (failure != null) {
            throw CommandFailed.failed("cannot send to " + name + ": " + failure.getMessage(), failure);
        }
    }

    /** Everything sent has been acknowledged when this returns. */
    public final void endFeed() throws InterruptedException {
        feed.stop();
        feeding.join();
        failIfNotFed();
    }

    /** Where its topics end. */
    public final Map<TopicPartition, Long> ends() throws InterruptedException {
        try (Admin admin = Admin.create(kafka().adminProperties())) {
            return ReadOffsets.ends(admin, kafka());
        } catch (ExecutionException e) {
            throw CommandFailed.failed("Kafka does not answer: " + e.getCause(), e);
        }
    }

    /** Records up to there that no checkpoint covers yet. */
    public final long behind(Map<TopicPartition, Long> ends) throws InterruptedException {
        try (Admin admin = Admin.create(kafka().adminProperties())) {
            return ReadOffsets.behind(ends, admin, kafka());
        } catch (ExecutionException e) {
            throw CommandFailed.failed("Kafka does not answer: " + e.getCause(), e);
        }
    }

    final JobOutput output() {
        return new JobOutput(this::committed, ArchiveReader.of(archive()));
    }

    final List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicReader.readSettled(kafka(), topic, records::add);
        return records;
    }
}
