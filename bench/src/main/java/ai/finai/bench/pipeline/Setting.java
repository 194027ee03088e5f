package ai.finai.bench.pipeline;

import ai.finai.bench.ProcessCpu;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedKafka;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.RateTable;
import ai.finai.events.Topics;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.ArchiveSection;
import ai.finai.jobs.config.DeduplicationSection;
import ai.finai.jobs.config.EventsSection;
import ai.finai.jobs.config.JobSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** Everything on this machine: a broker and an S3 server in JVMs of their own, and Flink in this one. */
final class Setting implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final String BUCKET = "finai";

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final LocalCluster flink;
    private final RuleBook ruleBook = RuleBookReader.shipped();
    private final RateTable rates;

    private Setting(Path folder, EmbeddedKafka kafka, EmbeddedS3 s3, LocalCluster flink) throws IOException {
        this.folder = folder;
        this.kafka = kafka;
        this.s3 = s3;
        this.flink = flink;
        this.rates = RateTable.read(root().resolve("src/config/rates.csv"), ruleBook.baseCurrency());
    }

    static Setting start(int parallelism, Duration checkpointInterval, Map<String, String> options)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("finai-bench");
        EmbeddedKafka kafka = EmbeddedKafka.start(
                folder.resolve("kafka"),
                0,
                DataOnClose.DROP,
                // Payments are dated in another season than the clock's.
                Map.of("log.retention.ms", "-1", "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
        EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of(BUCKET));
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        flink.setString("s3.endpoint.region", EmbeddedS3.REGION);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "s3://" + BUCKET + "/checkpoints");
        options.forEach(flink::setString);
        LocalCluster cluster = LocalCluster.start(
                flink, parallelism, 0, S3FileSystem.HADOOP, root().resolve("jobs/pipelines/target/plugins"));
        return new Setting(folder, kafka, s3, cluster);
    }

    private static Path root() {
        return Path.of(System.getProperty("finai.root", "."));
    }

    /**
     * The shipped configuration, but for names of its own, and for one thing: partitions are not held together in event
     * time. Payments of weeks are read in a minute here, and five minutes of event time would be a handful of them.
     */
    AmlConfig config(String name, String transactions, boolean deduplicate) {
        AmlConfigFile defaults = AmlConfigFile.DEFAULTS;
        KafkaConfig kafkaConfig = new KafkaConfig(
                kafka.bootstrapServers(),
                name,
                KafkaConfig.Start.EARLIEST,
                KafkaConfig.MissingRecords.FAIL,
                new AmlTopics(
                        transactions,
                        Topics.ALERTS + '-' + name,
                        Topics.LATE_EVENTS + '-' + name,
                        Topics.DEAD_LETTERS + '-' + name,
                        Topics.MODELS + '-' + name,
                        Topics.MODEL_STATUS + '-' + name,
                        Topics.MODEL_SCORES + '-' + name),
                new KafkaConfig.MissingTopics(true, PARTITIONS, 1),
                defaults.kafka().transactions(),
                Map.of(),
                Map.of(),
                Map.of());
        AmlConfigFile file = new AmlConfigFile(
                new JobSection(name),
                kafkaConfig,
                new EventsSection(
                        defaults.events().outOfOrderness(),
                        defaults.events().idleness(),
                        Duration.ZERO,
                        defaults.events().maxFuture()),
                new DeduplicationSection(deduplicate, defaults.deduplication().window()),
                null,
                null,
                defaults.scoring(),
                defaults.profiles(),
                new ArchiveSection(
                        "s3://" + BUCKET + '/' + name, defaults.archive().compaction()));
        return AmlConfig.of(file, ruleBook, rates);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    LocalCluster flink() {
        return flink;
    }

    /** What has been used so far. */
    Cpu cpu() {
        return new Cpu(ProcessCpu.ownNanos(), ProcessCpu.nanos(kafka.pid()), ProcessCpu.nanos(s3.pid()));
    }

    /** CPU time in nanoseconds, of Flink's JVM, Kafka's and the S3 server's. */
    record Cpu(long flink, long kafka, long s3) {

        Cpu since(Cpu earlier) {
            return new Cpu(flink - earlier.flink, kafka - earlier.kafka, s3 - earlier.s3);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (EmbeddedKafka closeSecond = kafka;
                EmbeddedS3 closeFirst = s3) {
            flink.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
