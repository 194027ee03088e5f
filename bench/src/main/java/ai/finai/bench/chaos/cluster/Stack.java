package ai.finai.bench.chaos.cluster;

import ai.finai.cli.Shipped;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.jobs.archive.S3FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** What the clusters share: a broker, an S3 server behind a {@link S3Link}, ZooKeeper; each in a process of its own. */
public final class Stack implements AutoCloseable {

    public static final String BUCKET = "finai";

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final S3Link link;
    private final ZooKeeper zooKeeper;

    private Stack(EmbeddedKafka kafka, EmbeddedS3 s3, S3Link link, ZooKeeper zooKeeper) {
        this.kafka = kafka;
        this.s3 = s3;
        this.link = link;
        this.zooKeeper = zooKeeper;
    }

    /** @param folder for data and logs */
    public static Stack start(Path folder, DataOnClose onClose, long seed) throws IOException, InterruptedException {
        @Nullable EmbeddedKafka kafka = null;
        @Nullable EmbeddedS3 s3 = null;
        @Nullable S3Link link = null;
        try {
            Map<String, String> broker = Map.of(
                    // Records carry event times of another season than the clock's: kept and taken all the same.
                    "log.retention.ms", "-1", "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, onClose, broker);
            s3 = EmbeddedS3.start(folder.resolve("s3"), 0, onClose, List.of(BUCKET));
            link = new S3Link(s3.port(), seed);
            ZooKeeper zooKeeper = ZooKeeper.start(folder.resolve("zookeeper"));
            S3FileSystem.HADOOP.initialise(
                    Configuration.fromMap(s3Options(s3.endpoint().toString())), Shipped.fileSystemPlugins());
            return new Stack(kafka, s3, link, zooKeeper);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(kafka);
            close(s3);
            close(link);
            throw e;
        }
    }

    private static Map<String, String> s3Options(String endpoint) {
        return Map.of(
                "s3.endpoint", endpoint,
                "s3.path.style.access", "true",
                "s3.access-key", EmbeddedS3.ACCESS_KEY,
                "s3.secret-key", EmbeddedS3.SECRET_KEY,
                "s3.endpoint.region", EmbeddedS3.REGION);
    }

    /** Flink's options for this JVM: what is done to the jobs' way to S3 does not befall it. */
    public Map<String, String> directOptions() {
        return s3Options(s3.endpoint().toString());
    }

    /** Flink's options with which a job uses all of it: the manifests', but for what would make a run of many faults long. */
    public Map<String, String> options(String job) throws IOException {
        String bucket = "s3://" + BUCKET + '/';
        Map<String, String> all = DeployedOptions.of(job);
        all.putAll(s3Options(link.endpoint().toString()));
        all.putAll(Map.of(
                "execution.checkpointing.dir",
                bucket + "_entropy_/" + job + "/checkpoints",
                "execution.checkpointing.savepoint-dir",
                bucket + job + "/savepoints",
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                zooKeeper.quorum(),
                "high-availability.storageDir",
                bucket + job + "/ha",
                "high-availability.zookeeper.client.session-timeout",
                "10s"));
        all.putAll(Map.of(
                "execution.checkpointing.interval", "1s",
                "execution.checkpointing.min-pause", "0s",
                "execution.checkpointing.timeout", "1min",
                "restart-strategy.exponential-delay.max-backoff", "5s"));
        return all;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedS3 s3() {
        return s3;
    }

    /** All is well again between jobs and S3. */
    public void goodS3() throws IOException {
        link.good();
        s3.failNext(0);
        s3.refuse("");
    }

    /** Everything on the way to and from S3 takes long. */
    public void slowS3() {
        link.slow();
    }

    /** Connections to S3 end in the midst of what they carry. */
    public void droppingS3() {
        link.dropping();
    }

    /** Ends everything, whatever one of them says. */
    @Override
    public void close() {
        close(zooKeeper);
        close(link);
        close(kafka);
        close(s3);
    }

    private static void close(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(Stack.class.getName()).log(System.Logger.Level.WARNING, "does not close", e);
        }
    }
}
