package ai.finai.jobs;

import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.ArchivePrerequisites;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaNotReadyException;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.io.IOException;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What must be true before the job starts. Found out later, each of these is a job that restarts for ever with a message
 * about something else, or one that loses what it promised to keep.
 */
public final class Prerequisites {

    private Prerequisites() {}

    /**
     * @param flink the job's Flink configuration; Flink's file systems are known to this JVM
     * @throws IllegalArgumentException if checkpoints are configured so that a guarantee breaks
     * @throws KafkaNotReadyException with what is wrong with the brokers and the key to change
     * @throws IOException if the archive's location cannot be written
     */
    public static void check(KafkaConfig kafka, ArchiveConfig archive, ReadableConfig flink)
            throws IOException, InterruptedException {
        CheckpointPrerequisites.check(flink, kafka.transactions().timeout());
        KafkaPrerequisites.check(kafka);
        ArchivePrerequisites.check(archive);
    }
}
