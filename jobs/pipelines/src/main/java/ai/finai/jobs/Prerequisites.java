package ai.finai.jobs;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.ArchivePrerequisites;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaNotReadyException;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.operators.intake.EventWatermarks;
import java.io.IOException;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What must be true before the job starts. Found out later, each of these is a job that restarts for ever with a message
 * about something else, or one that loses what it promised to keep.
 */
public final class Prerequisites {

    private Prerequisites() {}

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
