package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.ArchivePrerequisites;
import ai.finai.jobs.archive.Compaction;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {

    private static final Duration TRANSACTIONS = Duration.ofMinutes(15);
    private static final String INTERVAL = "execution.checkpointing.interval";
    private static final String TIMEOUT = "execution.checkpointing.timeout";
    private static final String DIRECTORY = "execution.checkpointing.dir";

    @TempDir
    Path folder;

    /** Whoever throws here loses the job's checkpoints to Flink's cleaning up. */
    @Test
    void aJobOnAClusterWaitsForWhatIsAwayAndNotForWhatIsConfiguredWrong() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Prerequisites.await(
                () -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new IOException("no Kafka broker answers");
                    }
                },
                Duration.ofMillis(1));
        assertThat(asked).hasValue(3);
        assertThatThrownBy(() -> Prerequisites.await(
                        () -> {
                            throw new IllegalArgumentException("execution.checkpointing.interval is not set");
                        },
                        Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** As that of a service on Kubernetes without a pod that is ready. */
    @Test
    void aBrokerWhoseNameHasNoAddressIsAway() {
        KafkaConfig kafka = AmlConfig.shipped().kafka().at("no-such-broker.invalid:9092");
        assertThatThrownBy(() -> KafkaPrerequisites.check(kafka))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no host of no-such-broker.invalid:9092 has an address");
    }

    @Test
    void checkpointsMustBeTakenAndKept() {
        assertThatThrownBy(() -> check(Map.of(DIRECTORY, "s3://b/c")))
                .hasMessageContaining("Flink configuration: " + INTERVAL + " is not set");
        assertThatThrownBy(() -> check(Map.of(DIRECTORY, "s3://b/c", INTERVAL, "0")))
                .hasMessageContaining(INTERVAL + " is not set");
        assertThatThrownBy(() -> check(Map.of(INTERVAL, "10s")))
                .hasMessageContaining("Flink configuration: " + DIRECTORY + " is not set");
        assertThatCode(() -> check(Map.of(INTERVAL, "10s", DIRECTORY, "s3://b/c")))
                .doesNotThrowAnyException();
    }

    @Test
    void aCheckpointMustNotOutlastItsTransaction() {
        assertThatThrownBy(() -> check(Map.of(INTERVAL, "15min", DIRECTORY, "s3://b/c")))
                .hasMessageContaining("kafka.transactions.timeout is 900 s");
        assertThatThrownBy(() -> check(Map.of(INTERVAL, "10s", DIRECTORY, "s3://b/c", TIMEOUT, "20min")))
                .hasMessageContaining("1210 s")
                .hasMessageContaining(TIMEOUT);
    }

    @Test
    void theArchivesPlaceIsTriedAndLeftAsItWas() throws Exception {
        ArchivePrerequisites.check(archive(folder.resolve("archive")));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void anArchiveThatCannotBeWrittenIsRefusedWithItsKey() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> ArchivePrerequisites.check(archive(file)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("archive.location: cannot write to ");
        assertThatThrownBy(
                        () -> ArchivePrerequisites.check(new ArchiveConfig("nowhere://bucket/x", Compaction.DEFAULT)))
                .hasMessageStartingWith("archive.location: cannot write to nowhere://bucket/x");
    }

    private static ArchiveConfig archive(Path place) {
        return new ArchiveConfig(place.toUri().toString(), Compaction.DEFAULT);
    }

    private static void check(Map<String, String> options) {
        CheckpointPrerequisites.check(Configuration.fromMap(options), TRANSACTIONS);
    }
}
