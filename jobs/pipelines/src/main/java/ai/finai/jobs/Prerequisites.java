package ai.finai.jobs;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.ArchivePrerequisites;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaNotReadyException;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.operators.intake.EventWatermarks;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true before the job starts. Found out later, each of these is a job that restarts for ever with a message
 * about something else, or one that loses what it promised to keep.
 */
public final class Prerequisites {

    private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Prerequisites() {}

    /** What can be asked again: for a test. */
    interface Check {
        void run() throws IOException, InterruptedException;
    }

    /**
     * As {@link #check}, for a job on a cluster: waits until the brokers and the archive are as they must be, for as long as it
     * takes, and says in the log what it waits for. A JobManager that starts while a broker is away must not throw: Flink
     * takes an exception of {@code main} for the end of the job, deletes what high availability knows of its checkpoints, and
     * the next start begins without state.
     *
     * @throws IllegalArgumentException as {@link #check}: what is configured does not mend itself
     */
    public static void await(
            KafkaConfig kafka, EventWatermarks.Config watermarks, ArchiveConfig archive, ReadableConfig flink)
            throws InterruptedException {
        await(() -> check(kafka, watermarks, archive, flink), PAUSE);
    }

    static void await(Check check, Duration pause) throws InterruptedException {
        while (true) {
            try {
                check.run();
                return;
            } catch (IOException e) {
                LOG.error("The job waits, and looks again every {} s: {}", pause.toSeconds(), e.getMessage());
                Thread.sleep(pause.toMillis());
            }
        }
    }

    /**
     * @param watermarks how event time advances
     * @param flink the job's Flink configuration; Flink's file systems are known to this JVM
     * @throws IllegalArgumentException if checkpoints are configured so that a guarantee breaks
     * @throws KafkaNotReadyException with what is wrong with the brokers and the key to change
     * @throws IOException if the archive's location cannot be written
     */
    public static void check(
            KafkaConfig kafka, EventWatermarks.Config watermarks, ArchiveConfig archive, ReadableConfig flink)
            throws IOException, InterruptedException {
        CheckpointPrerequisites.check(flink, kafka.transactions().timeout());
        KafkaPrerequisites.check(kafka);
        if (watermarks.idleness().isZero()) {
            KafkaPrerequisites.checkPartitions(kafka, flink.get(CoreOptions.DEFAULT_PARALLELISM));
        }
        ArchivePrerequisites.check(archive);
    }
}
