package ai.finai.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;

/** What must be true of Flink's checkpoints: without them nothing is ever committed, and nothing survives a failure. */
public final class CheckpointPrerequisites {

    private CheckpointPrerequisites() {}

    /**
     * @param transactionTimeout when the brokers give up a transaction of the sink
     * @throws IllegalArgumentException with what is wrong and the option to change
     */
    public static void check(ReadableConfig flink, Duration transactionTimeout) {
        String interval = CheckpointingOptions.CHECKPOINTING_INTERVAL.key();
        String timeout = CheckpointingOptions.CHECKPOINTING_TIMEOUT.key();
        String directory = CheckpointingOptions.CHECKPOINTS_DIRECTORY.key();
        Duration every =
                flink.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(Duration.ZERO);
        if (every.isZero()) {
            throw refused(interval
                    + " is not set, or 0: alerts are committed with checkpoints, so no reader would ever see one."
                    + " Set it, to 10s for example");
        }
        if (flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
            throw refused(directory + " is not set: checkpoints would be in the JobManager's memory, and gone with it."
                    + " Set it, to s3://bucket/checkpoints for example");
        }
        Duration lasts = flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT);
        if (every.plus(lasts).compareTo(transactionTimeout) >= 0) {
            throw refused("a checkpoint may be complete " + every.plus(lasts).toSeconds()
                    + " s after the one before it (" + interval + " and " + timeout
                    + "), but kafka.transactions.timeout is " + transactionTimeout.toSeconds()
                    + " s: the brokers could give up a transaction before its checkpoint commits it, and its alerts"
                    + " would be lost. Shorten the former or lengthen the latter");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("Flink configuration: " + why);
    }
}
