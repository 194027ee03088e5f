package ai.finai.cli.demo;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Shipped;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.embedded.PortTakenException;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.local.LocalCluster;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.jspecify.annotations.Nullable;

/** What the demo runs on: a Kafka broker and an S3 server in JVMs of their own, and a Flink cluster in this one. */
final class DemoStack implements AutoCloseable {

    static final String BUCKET = "finai";

    /** Alerts are committed with a checkpoint: this is most of what a reader of committed records waits. */
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /** So that whoever asks the latest one by SQL has most of a minute before it goes. */
    private static final int RETAINED_CHECKPOINTS = 10;

    private static final int PARALLELISM = 2;

    /** That run beside each other. */
    private static final int JOBS = 2;

    /** Each 0 for any free port. */
    record Ports(int kafka, int s3, int flink) {}

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final Configuration configuration;
    private final LocalCluster flink;

    private DemoStack(EmbeddedKafka kafka, EmbeddedS3 s3, Configuration configuration, LocalCluster flink) {
        this.configuration = configuration;
        this.kafka = kafka;
        this.s3 = s3;
        this.flink = flink;
    }

    /**
     * @param folder for the servers' data
     * @throws CommandFailed if a port is taken, with the option that changes it
     */
    static DemoStack start(Ports ports, Path folder, DataOnClose dataOnClose) throws IOException, InterruptedException {
        checkDiffer(ports);
        checkFree(ports.kafka(), "Kafka", "--kafka-port");
        checkFree(ports.s3(), "S3", "--s3-port");
        checkFree(ports.flink(), "Flink's web interface", "--flink-port");
        CompletableFuture<EmbeddedKafka> kafkaStart =
                CompletableFuture.supplyAsync(() -> startKafka(ports.kafka(), folder, dataOnClose));
        @Nullable EmbeddedS3 s3 = null;
        @Nullable LocalCluster flink = null;
        try {
            s3 = EmbeddedS3.start(folder.resolve("s3"), ports.s3(), dataOnClose, List.of(BUCKET));
            Configuration configuration = configuration(s3);
            flink = LocalCluster.start(
                    configuration, JOBS * PARALLELISM, ports.flink(), S3FileSystem.HADOOP, Shipped.fileSystemPlugins());
            return new DemoStack(started(kafkaStart), s3, configuration, flink);
        } catch (PortTakenException | BindException e) { // by a process that started since they were found free
            closeAll(flink, kafkaStart, s3);
            throw s3 == null
                    ? taken(ports.s3(), "S3", "--s3-port", e)
                    : taken(ports.flink(), "Flink's web interface", "--flink-port", e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            closeAll(flink, kafkaStart, s3);
            throw e;
        }
    }

    private static EmbeddedKafka started(CompletableFuture<EmbeddedKafka> start) {
        try {
            return start.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandFailed failed ? failed : e;
        }
    }

    private static EmbeddedKafka startKafka(int port, Path folder, DataOnClose dataOnClose) {
        Map<String, String> properties = Map.of(
                // Records carry event times of another season than the clock's: kept and taken all the same.
                "log.retention.ms", "-1", "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        try {
            return EmbeddedKafka.start(folder.resolve("kafka"), port, dataOnClose, properties);
        } catch (PortTakenException e) {
            throw taken(port, "Kafka", "--kafka-port", e);
        } catch (IOException e) {
            throw CommandFailed.failed("Kafka does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.failed("interrupted while Kafka started", e);
        }
    }

    private static Configuration configuration(EmbeddedS3 s3) {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        flink.setString("s3.endpoint.region", EmbeddedS3.REGION);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "s3://" + BUCKET + "/checkpoints");
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, "s3://" + BUCKET + "/savepoints");
        return flink;
    }

    private static void checkDiffer(Ports ports) {
        List<Integer> chosen = Stream.of(ports.kafka(), ports.s3(), ports.flink())
                .filter(port -> port != 0)
                .toList();
        if (chosen.size() > Set.copyOf(chosen).size()) {
            throw CommandFailed.usage("--kafka-port, --s3-port and --flink-port are " + ports.kafka() + ", "
                    + ports.s3() + " and " + ports.flink() + "; choose different ones, or 0 for any free one");
        }
    }

    private static void checkFree(int port, String what, String option) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (BindException e) {
            throw taken(port, what, option, e);
        }
    }

    private static CommandFailed taken(int port, String what, String option, Exception cause) {
        boolean forbidden = String.valueOf(cause.getMessage()).contains("ermission");
        return CommandFailed.missing(
                "port " + port + " for " + what
                        + (forbidden ? " may not be used by this user" : " is taken by another process")
                        + "; choose another with " + option
                        + ", or 0 for any free one",
                cause);
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedS3 s3() {
        return s3;
    }

    /** Flink's. */
    Configuration configuration() {
        return configuration;
    }

    LocalCluster flink() {
        return flink;
    }

    @Override
    public void close() {
        closeAll(flink, CompletableFuture.completedFuture(kafka), s3);
    }

    /** As far as there is something to close, and whatever one of them says. */
    private static void closeAll(
            @Nullable LocalCluster flink, CompletableFuture<EmbeddedKafka> kafka, @Nullable EmbeddedS3 s3) {
        closeQuietly(flink);
        try {
            closeQuietly(kafka.join());
        } catch (CompletionException notStarted) {
            closeQuietly(s3);
            return;
        }
        closeQuietly(s3);
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void closeQuietly(@Nullable AutoCloseable server) {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(DemoStack.class.getName()).log(System.Logger.Level.WARNING, "does not close", e);
        }
    }
}
